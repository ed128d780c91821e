using Catalog.Api.Grpc;
using Catalog.Api.Usage;
using Grpc.HealthCheck;

namespace Catalog.Api;

/// <summary>Everything Catalog.Api answers to.</summary>
internal static class CatalogEndpoints
{
    public static WebApplication MapCatalog(this WebApplication app)
    {
        app.UseServiceKey();
        app.MapGrpcService<CatalogGrpcService>();
        app.MapGrpcService<UsageGrpcService>();
        app.MapGrpcService<HealthServiceImpl>();
        app.MapGrpcReflectionService();
        return app;
    }
}
