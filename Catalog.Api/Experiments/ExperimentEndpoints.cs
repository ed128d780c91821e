using Catalog.Api.Rest;
using Catalog.Api.Revisions;
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
    }

    private static async Task<Results<Ok<Page<ExperimentView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await ExperimentStore.ListAsync(connection, after, size + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows.ConvertAll(ExperimentView.Of), size, row => row.Name!));
    }

    private static async Task<Results<Ok<ExperimentView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ExperimentStore.FindAsync(connection, name, cancellationToken) is not { } found)
        {
            return Unknown(name);
        }

        edits.Show(await ExperimentEdits.TagAsync(connection, name, cancellationToken));
        return TypedResults.Ok(ExperimentView.Of(found));
    }

    private static async Task<Results<Ok<ExperimentView>, Created<ExperimentView>, ProblemHttpResult>> PutAsync(
        string name, ExperimentView write, ExperimentEdits experiments, Edits edits, CancellationToken cancellationToken)
    {
        switch (await experiments.PutAsync(name, write, edits.Matches, cancellationToken))
        {
            case EditOutcome<ExperimentRow>.Done done:
                edits.Show(done.Tag);
                var view = ExperimentView.Of(done.Row);
                return done.Created ? TypedResults.Created($"/api/v1/experiments/{name}", view) : TypedResults.Ok(view);
            case EditOutcome<ExperimentRow>.Refused refused:
                return Problems.Invalid(refused.Faults);
            case EditOutcome<ExperimentRow>.Changed changed:
                return Problems.Changed(changed.Tag ?? "none: it does not exist");
            default:
                return Unknown(name);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, ExperimentEdits experiments, Edits edits, CancellationToken cancellationToken) =>
        await experiments.DeleteAsync(name, edits.Matches, cancellationToken) switch
        {
            EditOutcome<ExperimentRow>.Done => TypedResults.NoContent(),
            EditOutcome<ExperimentRow>.Changed changed => Problems.Changed(changed.Tag ?? "none: it does not exist"),
            EditOutcome<ExperimentRow>.InUse used => Problems.Conflict(used.Detail),
            _ => Unknown(name),
        };

    private static async Task<Results<Ok<Page<ExperimentVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await ExperimentStore.HistoryAsync(connection, name, cancellationToken);
        return versions.Count > 0 ? TypedResults.Ok(new Page<ExperimentVersion>(versions, null)) : Unknown(name);
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"There is no experiment '{name}'. GET /api/v1/experiments lists those there are.");
}
