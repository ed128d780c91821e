using Admin.Web.Access;
using Admin.Web.Components;
using Admin.Web.Feeds;
using Admin.Web.Overview;
using Admin.Web.Styles;
using Aspire.Catalog.V1;
using Aspire.Routing.V1;
using Protos.Feeds;

namespace Admin.Web;

/// <summary>What the console consists of.</summary>
internal static class AdminExtensions
{
    public static WebApplicationBuilder AddAdmin(this WebApplicationBuilder builder)
    {
        builder.RequireServiceKey();
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddGrpcClient<CatalogService.CatalogServiceClient>(options => options.Address = new Uri("http://_grpc.catalog-api"))
            .PresentServiceKey();
        services.AddGrpcClient<HealthService.HealthServiceClient>(options => options.Address = new Uri("http://_grpc.router"))
            .PresentServiceKey();
        services.AddHttpClient(StackServices.Client).PresentServiceKey();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CatalogWatcher>(provider, new Random()));
        services.AddSingleton<CurrentCatalog>();
        services.AddHostedService<CatalogFeed>();
        services.AddSingleton<ServiceHealthReader>();
        services.AddSingleton<RouterReader>();
        services.AddSingleton<OverviewReader>();
        return builder;
    }

    public static WebApplication MapAdmin(this WebApplication app)
    {
        app.UseMiddleware<SignIn>();
        app.UseAntiforgery();
        app.MapStylesheet();
        app.MapRazorComponents<App>();
        return app;
    }
}
