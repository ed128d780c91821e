using Catalog.Api.Rest;
using Catalog.Api.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Catalog;

namespace Catalog.Api.Registry;

/// <summary>The whole registry as one file, enough to start a router alone.</summary>
internal static class SnapshotEndpoints
{
    public static void MapSnapshot(this IEndpointRouteBuilder api) =>
        api.MapGet("/registry/snapshot", Get)
            .WithTags("Registry")
            .WithName("GetSnapshot")
            .WithSummary("Exports the registry as provider_registry_snapshot.json.");

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(CatalogFeed feed, HttpContext context)
    {
        if (feed.Current is not { } snapshot)
        {
            return Problems.NotReady();
        }

        context.Response.Headers.ETag = $"\"{snapshot.Revision}\"";
        return TypedResults.File(SnapshotFile.Write(snapshot), "application/json", SnapshotFile.DefaultName);
    }
}
