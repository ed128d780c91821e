using Catalog.Api.Curated;
using Catalog.Api.Database;
using Catalog.Api.Snapshots;

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
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = LargestMessage);
        builder.Services.AddGrpcReflection();
        builder.Services
            .AddSingleton<DatabaseReadiness>()
            .AddSingleton<Migrator>()
            .AddSingleton<CuratedImport>()
            .AddSingleton<SimulatorProvider>()
            .AddSingleton<CatalogFeed>()
            .AddSingleton<CatalogResume>()
            .AddSingleton<CatalogWatch>()
            .AddSingleton<SnapshotLoader>()
            .AddHostedService<DatabasePreparation>()
            .AddHostedService<FeedRefresh>();
        return builder;
    }
}
