using Catalog.Api.Access;
using Catalog.Api.Agents;
using Catalog.Api.Alerts;
using Catalog.Api.Budgets;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Credentials;
using Catalog.Api.Curated;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Experiments;
using Catalog.Api.Feedback;
using Catalog.Api.Grpc;
using Catalog.Api.History;
using Catalog.Api.Import;
using Catalog.Api.Presets;
using Catalog.Api.Providers;
using Catalog.Api.Reports;
using Catalog.Api.Rest;
using Catalog.Api.Retention;
using Catalog.Api.Snapshots;
using Catalog.Api.Sync;
using Catalog.Api.SyncRequests;
using Catalog.Api.Usage;
using Catalog.Api.Views;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Catalog.Api;

/// <summary>Everything Catalog.Api is made of.</summary>
internal static class CatalogServices
{
    private const int LargestMessage = 64 * 1024 * 1024;

    public static WebApplicationBuilder AddCatalog(this WebApplicationBuilder builder)
    {
        builder.RequireServiceKey();

        // Without a name for it there is no data source at all; with one that nobody answers the service waits.
        builder.AddNpgsqlDataSource("catalog");
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("catalog-database");
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = LargestMessage;
            options.UseGzip();
            options.Interceptors.Add<DatabaseErrorInterceptor>();
        });
        builder.Services.AddSingleton<HealthServiceImpl>().AddSingleton<IHealthCheckPublisher, GrpcHealthPublisher>();
        builder.Services.Configure<HealthCheckPublisherOptions>(options =>
        {
            options.Delay = TimeSpan.FromSeconds(1);
            options.Period = TimeSpan.FromSeconds(5);
        });
        builder.Services.AddGrpcReflection();
        builder.Services.AddRest();
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = LargestMessage);
        builder.Services
            .AddSingleton<DatabaseReadiness>()
            .AddSingleton<Migrator>()
            .AddSingleton<CuratedImport>()
            .AddSingleton<SimulatorProvider>()
            .AddSingleton<CatalogFeed>()
            .AddSingleton<CatalogResume>()
            .AddSingleton<CatalogWatch>()
            .AddSingleton<SnapshotLoader>()
            .AddSingleton(CuratedCatalog.LoadRules())
            .AddSingleton(CuratedCatalog.LoadInferenceRules())
            .AddSingleton(new BenchmarkScores(CuratedFile.Read<CuratedProfiles>("profiles.json")))
            .AddSingleton<DiscoveredRows>()
            .AddSingleton<ProviderSync>()
            .AddSyncRequests()
            .AddAlerts()
            .AddAccess()
            .AddReports()
            .AddSingleton<DeploymentStore>()
            .AddSingleton<PriceStore>()
            .AddSingleton<DeploymentWriter>()
            .AddSingleton<ProviderStore>()
            .AddSingleton<AgentProfileEdits>()
            .AddSingleton<ProviderEditor>()
            .AddSingleton<ProviderCalls>()
            .AddSingleton<DataKey>()
            .AddSingleton<CredentialStore>()
            .AddSingleton<CredentialWatch>()
            .AddSingleton<RouterReports>()
            .AddSingleton<ViewEdits>()
            .AddSingleton<ViewModels>()
            .AddSingleton<ViewInstruments>()
            .AddSingleton<ActiveViewCheck>()
            .AddSingleton<PresetEdits>()
            .AddSingleton<ExperimentEdits>()
            .AddSingleton<ExperimentResults>()
            .AddSingleton<BudgetEdits>()
            .AddSingleton<BudgetWatch>()
            .AddHostedService(static services => services.GetRequiredService<BudgetWatch>())
            .AddSingleton<PriceMapImport>()
            .AddSingleton<CatalogImport>()
            .AddSingleton<LedgerStore>()
            .AddSingleton<SnapshotHistory>()
            .AddSingleton<HealthViewStore>()
            .AddSingleton<DecisionStore>()
            .AddSingleton<LedgerIntake>()
            .AddHostedService<DatabasePreparation>()
            .AddHostedService<FeedRefresh>()
            .AddSingleton<ProposalStore>()
            .AddHostedService<LedgerPartitions>()
            .AddHostedService<RetentionRound>()
            .AddHostedService<FeedbackRound>();
        return builder;
    }
}
