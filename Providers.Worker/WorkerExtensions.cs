using System.Diagnostics;
using System.Net;
using Aspire.Catalog.V1;
using Protos.Feeds;
using Providers.Worker.Billing;
using Providers.Worker.Feeds;
using Providers.Worker.OnDemand;
using Providers.Worker.Probing;
using Providers.Worker.Rounds;
using Providers.Worker.Sync;
using Providers.Worker.Telemetry;
using Providers.Worker.Upstreams;
using Providers.Worker.Watching;
using ServiceDefaults.Upstreams;

namespace Providers.Worker;

/// <summary>What the worker consists of.</summary>
internal static class WorkerExtensions
{
    public static WebApplicationBuilder AddWorker(this WebApplicationBuilder builder)
    {
        builder.AddServiceKey();
        builder.AddSharedHealth();
        var services = builder.Services;
        services.AddSingleton<WorkerInstruments>();
        services.AddSingleton(_ => new Spread(new Random()));
        services.AddCatalogFeed();
        services.AddUpstreams();
        services.AddSync();
        services.AddProbing();
        services.AddBilling();
        services.AddWatching();
        return builder;
    }

    private static void AddCatalogFeed(this IServiceCollection services)
    {
        services.AddGrpcClient<CatalogService.CatalogServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CatalogWatcher>(provider, new Random()));
        services.AddSingleton<CurrentCatalog>();
        services.AddHostedService<CatalogFeed>();
        services.AddGrpcClient<CredentialService.CredentialServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CredentialWatcher>(provider, new Random()));
        services.AddHostedService<CredentialFeed>();
        services.AddHealthChecks().AddCheck<CatalogHealthCheck>("catalog");
    }

    private static void AddUpstreams(this IServiceCollection services)
    {
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<ProviderOverrides>();
        services.AddSingleton<ProviderAccess>();
        services.AddSingleton<ModelLists>();
        services.AddHttpClient(ModelLists.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
                EnableMultipleHttp2Connections = true,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // Spans are ours; trace ids are none of a provider's business.
                ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            });
    }

    private static void AddSync(this IServiceCollection services)
    {
        services.AddOptions<SyncOptions>().BindConfiguration(SyncOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddGrpcClient<SyncService.SyncServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddSingleton<SyncDemands>();
        services.AddSingleton<SyncNews>();
        services.AddSingleton<SyncReport>();
        services.AddSingleton<Handover>();
        services.AddSingleton<ProviderSync>();
        services.AddHostedService<DemandFeed>();
        services.AddHostedService<SyncRounds>();
        services.AddHealthChecks().AddCheck<SyncHealthCheck>("sync");
    }

    private static void AddBilling(this IServiceCollection services)
    {
        services.AddGrpcClient<BillingService.BillingServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddSingleton<BillFetch>();
        services.AddSingleton<ProviderBill>();
        services.AddHostedService<BillingRounds>();
    }

    private static void AddWatching(this IServiceCollection services)
    {
        services.AddGrpcClient<AlertService.AlertServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddSingleton<HealthAlerts>();
        services.AddHostedService<HealthWatch>();
    }

    private static void AddProbing(this IServiceCollection services)
    {
        services.AddOptions<ProbeOptions>().BindConfiguration(ProbeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProbeReport>();
        services.AddSingleton<ProbeHealth>();
        services.AddSingleton<ProviderProbe>();
        services.AddHostedService<ProbeRounds>();
        services.AddHealthChecks().AddCheck<ProbeHealthCheck>("probes");
    }
}
