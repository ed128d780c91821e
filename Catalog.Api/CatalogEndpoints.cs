using Catalog.Api.Grpc;

namespace Catalog.Api;

/// <summary>Everything Catalog.Api answers to.</summary>
internal static class CatalogEndpoints
{
    public static WebApplication MapCatalog(this WebApplication app)
    {
        app.UseServiceKey();
        app.MapGrpcService<CatalogGrpcService>();
        app.MapGrpcReflectionService();
        return app;
    }
}
