using System.Globalization;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Routing.Catalog;

namespace Catalog.Api.History;

/// <summary>The past over REST.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/snapshots/{revision:long}", GetSnapshotAsync)
            .WithTags("History")
            .WithName("GetSnapshotOfRevision")
            .WithSummary("The registry as of a revision, rebuilt from the recorded changes, as provider_registry_snapshot.json with its content hash.");
        api.MapGet("/decisions/{id}", GetDecisionAsync)
            .WithTags("History")
            .WithName("GetDecision")
            .WithSummary("A decision with everything that decided it, as the router wrote it.");
        api.MapGet("/health-views/{id}", GetHealthViewAsync)
            .WithTags("History")
            .WithName("GetHealthView")
            .WithSummary("A health view that decided something; its SHA-256 is its id.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetSnapshotAsync(
        long revision, SnapshotHistory history, HttpContext context, CancellationToken cancellationToken)
    {
        if (await history.FindAsync(revision, cancellationToken) is not { } snapshot)
        {
            return Problems.NotFound($"The recorded changes do not reach revision {revision}. GET /api/v1/registry/snapshot has the current one.");
        }

        context.Response.Headers.ETag = $"\"{snapshot.Revision}\"";
        var name = string.Create(CultureInfo.InvariantCulture, $"provider_registry_snapshot.{revision}.json");
        return TypedResults.File(SnapshotFile.Write(snapshot), "application/json", name);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetDecisionAsync(
        string id, DecisionStore decisions, CancellationToken cancellationToken) =>
        await decisions.FindAsync(id, cancellationToken) is { Json.Length: > 0 } decision
            ? TypedResults.Text(decision.Json, "application/json")
            : Problems.NotFound($"There is no decision {id}, or it has not arrived yet.");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetHealthViewAsync(
        string id, HealthViewStore views, CancellationToken cancellationToken) =>
        await views.FindAsync(id, cancellationToken) is { } content
            ? TypedResults.Text(content, "application/json")
            : Problems.NotFound($"The health view {id} is not kept: no decision that read it has arrived.");
}
