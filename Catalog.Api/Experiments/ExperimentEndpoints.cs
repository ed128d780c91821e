using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Experiments;

/// <summary>REST over the experiments.</summary>
internal static class ExperimentEndpoints
{
    public static void MapExperiments(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/experiments").WithTags("Experiments");
        group.MapGet("/", ListAsync).WithName("ListExperiments").WithSummary("Lists the experiments.");
        group.MapGet("/{name}", GetAsync).WithName("GetExperiment").WithSummary("Reads an experiment.");
        group.MapPut("/{name}", PutAsync).WithName("PutExperiment").WithSummary("Adds an experiment, replaces a draft, or begins, pauses, widens or ends one.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeleteExperiment").WithSummary("Removes an experiment that does not run.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListExperimentVersions").WithSummary("Lists what an experiment was, newest first.");
        group.MapGet("/{name}/results", ResultsAsync).WithName("GetExperimentResults").WithSummary("Says what became of each variant, and how sure the differences are.");
    }

    private static Task<Results<Ok<Page<ExperimentView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            async (connection, after, most) => (await ExperimentStore.ListAsync(connection, after, most, cancellationToken)).ConvertAll(ExperimentView.Of),
            static row => row.Name!,
            cancellationToken);

    private static Task<Results<Ok<ExperimentView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            async connection => await ExperimentStore.FindAsync(connection, name, cancellationToken) is { } found ? ExperimentView.Of(found) : null,
            connection => ExperimentEdits.TagAsync(connection, name, cancellationToken),
            Unknown(name),
            cancellationToken);

    private static async Task<Results<Ok<ExperimentView>, Created<ExperimentView>, ProblemHttpResult>> PutAsync(
        string name, ExperimentView write, ExperimentEdits experiments, Edits edits, CancellationToken cancellationToken) =>
        Answers.Edited(
            await experiments.PutAsync(name, write, edits.Matches, cancellationToken), edits, ExperimentView.Of, $"/api/v1/experiments/{name}", Unknown(name));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, ExperimentEdits experiments, Edits edits, CancellationToken cancellationToken) =>
        Answers.Removed(await experiments.DeleteAsync(name, edits.Matches, cancellationToken), Unknown(name));

    private static Task<Results<Ok<Page<ExperimentVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => ExperimentStore.HistoryAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    private static async Task<Results<Ok<ResultsView>, ProblemHttpResult>> ResultsAsync(
        string name, NpgsqlDataSource database, ExperimentResults results, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ExperimentStore.FindAsync(connection, name, cancellationToken) is not { } found)
        {
            return Unknown(name);
        }

        if (found.StartedAt is not { } from)
        {
            return Problems.Conflict($"{name} has not begun. PUT it with the state running.");
        }

        var to = found.EndedAt ?? time.GetUtcNow();
        return TypedResults.Ok(ResultsView.Of(found, to, await results.OfAsync(name, from, to, cancellationToken)));
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"There is no experiment '{name}'. GET /api/v1/experiments lists those there are.");
}
