using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalog.Api.SyncRequests;

/// <summary>How the syncs of a provider stand.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Waiting">Whether a request waits for a sync, or for the one under way to end.</param>
/// <param name="Request">Number of the latest request; 0 when nobody ever asked.</param>
/// <param name="Answered">The latest request that a sync has answered.</param>
/// <param name="RequestedAt">When the latest request was made.</param>
/// <param name="Result">running, synced, unchanged, skipped, failed or refused; null before the first sync.</param>
/// <param name="Detail">The same for people to read.</param>
/// <param name="StartedAt">When the latest sync began.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
internal sealed record SyncView(
    string Provider,
    bool Waiting,
    long Request,
    long Answered,
    DateTimeOffset? RequestedAt,
    string? Result,
    string? Detail,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>REST over syncs: asking for one now, and seeing how it went.</summary>
internal static class SyncEndpoints
{
    public static void MapSyncs(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/providers/{id}/sync").WithTags("Providers");
        group.MapPost("/", RequestAsync).WithName("RequestSync").WithSummary("Asks for a sync of a provider's models now; GET of the same address tells how it went.");
        group.MapGet("/", GetAsync).WithName("GetSync").WithSummary("Tells how the latest sync of a provider went, and whether one is asked for.");
    }

    private static async Task<Results<Accepted<SyncView>, ProblemHttpResult>> RequestAsync(
        string id, SyncStates states, HttpContext http, CancellationToken cancellationToken)
    {
        var by = http.Request.Headers["x-changed-by"].ToString();
        if (await states.RequestAsync(id, by.Length > 0 ? by : "REST", cancellationToken) is { } state)
        {
            return TypedResults.Accepted($"/api/v1/providers/{id}/sync", View(state));
        }

        return await states.FindAsync(id, cancellationToken) is null
            ? Unknown(id)
            : Problems.Conflict($"{id} is disabled, and nobody asks it for anything. PUT {{\"enabled\": true}} to /api/v1/providers/{id} first.");
    }

    private static async Task<Results<Ok<SyncView>, ProblemHttpResult>> GetAsync(
        string id, SyncStates states, CancellationToken cancellationToken) =>
        await states.FindAsync(id, cancellationToken) is { } state ? TypedResults.Ok(View(state)) : Unknown(id);

    private static SyncView View(SyncRow state) => new(
        state.Provider,
        state.Request > state.Answered,
        state.Request,
        state.Answered,
        state.RequestedAt,
        state.Result,
        state.Detail.Length > 0 ? state.Detail : null,
        state.StartedAt,
        state.FinishedAt);

    private static ProblemHttpResult Unknown(string id) =>
        Problems.NotFound($"There is no provider '{id}'. GET /api/v1/providers lists those there are.");
}
