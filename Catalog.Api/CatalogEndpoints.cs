using Catalog.Api.Access;
using Catalog.Api.Agents;
using Catalog.Api.Alerts;
using Catalog.Api.Alerts.Silences;
using Catalog.Api.Alerts.Webhooks;
using Catalog.Api.Aliases;
using Catalog.Api.Budgets;
using Catalog.Api.Canonical;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Credentials;
using Catalog.Api.Deployments;
using Catalog.Api.Drift;
using Catalog.Api.Experiments;
using Catalog.Api.Export;
using Catalog.Api.Families;
using Catalog.Api.Feedback;
using Catalog.Api.Grpc;
using Catalog.Api.History;
using Catalog.Api.Import;
using Catalog.Api.Keys;
using Catalog.Api.Models;
using Catalog.Api.Organisations;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Projects;
using Catalog.Api.Providers;
using Catalog.Api.Registry;
using Catalog.Api.Reports;
using Catalog.Api.Reports.Billing;
using Catalog.Api.Rest;
using Catalog.Api.Retention;
using Catalog.Api.Settings;
using Catalog.Api.Sync;
using Catalog.Api.SyncRequests;
using Catalog.Api.Tiers;
using Catalog.Api.Usage;
using Catalog.Api.Views;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api;

/// <summary>Everything Catalog.Api answers to.</summary>
internal static class CatalogEndpoints
{
    private const long LargestBody = 4 * 1024 * 1024;

    public static WebApplication MapCatalog(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<AdminKeyGate>();
        app.UseServiceKey();
        app.MapGrpcService<CatalogGrpcService>();
        app.MapGrpcService<AgentProfileGrpcService>();
        app.MapGrpcService<SyncGrpcService>();
        app.MapGrpcService<AlertGrpcService>();
        app.MapGrpcService<BillingGrpcService>();
        app.MapGrpcService<ReportGrpcService>();
        app.MapGrpcService<ViewGrpcService>();
        app.MapGrpcService<PresetGrpcService>();
        app.MapGrpcService<BudgetGrpcService>();
        app.MapGrpcService<UsageGrpcService>();
        app.MapGrpcService<HistoryGrpcService>();
        app.MapGrpcService<CredentialGrpcService>();
        app.MapGrpcService<KeyGrpcService>();
        app.MapGrpcService<AccessGrpcService>();
        app.MapGrpcService<HealthServiceImpl>();
        app.MapGrpcReflectionService();
        app.MapOpenApi();
        app.UseReadableBodies();

        var api = app.MapGroup("/api/v1").WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        api.MapDeployments();
        api.MapOrigins();
        api.MapPrices();
        api.MapDrift();
        api.MapCanonical();
        api.MapProviders();
        api.MapCredentials();
        api.MapOrganisations();
        api.MapProjects();
        api.MapKeys();
        api.MapAnswers();
        api.MapSyncs();
        api.MapAlerts();
        api.MapSilences();
        api.MapWebhooks();
        api.MapReports();
        api.MapBilling();
        api.MapTiers();
        api.MapAliases();
        api.MapFamilies();
        api.MapAgents();
        api.MapPolicies();
        api.MapViews();
        api.MapPresets();
        api.MapExperiments();
        api.MapBudgets();
        api.MapImport();
        api.MapExport();
        api.MapSettings();
        api.MapFeedback();
        api.MapCapabilityProfiles();
        api.MapCanonicalModels();
        api.MapSnapshot();
        api.MapHistory();
        api.MapRetention();
        return app;
    }
}
