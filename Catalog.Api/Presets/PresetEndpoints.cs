using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Presets;

/// <summary>REST over the presets.</summary>
internal static class PresetEndpoints
{
    public static void MapPresets(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/presets").WithTags("Presets");
        group.MapGet("/", ListAsync).WithName("ListPresets").WithSummary("Lists the named ways to ask.");
        group.MapGet("/{name}", GetAsync).WithName("GetPreset").WithSummary("Reads a preset.");
        group.MapPut("/{name}", PutAsync).WithName("PutPreset").WithSummary("Adds a preset or replaces it.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeletePreset").WithSummary("Removes a preset nothing refers to.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListPresetVersions").WithSummary("Lists what a preset was, newest first.");
        group.MapPost("/{name}/rollback", RollbackAsync).WithName("RollBackPreset").WithSummary("Makes a preset what it was at a revision, or before its last change.");
    }

    private static async Task<Results<Ok<Page<PresetView>>, ProblemHttpResult>> ListAsync(
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
        var rows = await PresetStore.ListAsync(connection, after, size + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows.ConvertAll(PresetView.Of), size, row => row.Name!));
    }

    private static async Task<Results<Ok<PresetView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await PresetStore.FindAsync(connection, name, cancellationToken) is not { } found)
        {
            return Unknown(name);
        }

        edits.Show(await PresetEdits.TagAsync(connection, name, cancellationToken));
        return TypedResults.Ok(PresetView.Of(found));
    }

    private static async Task<Results<Ok<PresetView>, Created<PresetView>, ProblemHttpResult>> PutAsync(
        string name, PresetView write, PresetEdits presets, Edits edits, CancellationToken cancellationToken) =>
        Answer(name, await presets.PutAsync(write.ToRow(name), edits.Matches, cancellationToken), edits);

    private static async Task<Results<Ok<PresetView>, Created<PresetView>, ProblemHttpResult>> RollbackAsync(
        string name, long? to_revision, PresetEdits presets, Edits edits, CancellationToken cancellationToken) =>
        await presets.RollBackAsync(name, to_revision, edits.Matches, cancellationToken) is var outcome && outcome is EditOutcome<PresetRow>.Unknown
            ? Problems.NotFound($"The preset {name} was nothing before. GET /api/v1/presets/{name}/history lists what it was.")
            : Answer(name, outcome, edits);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string name, PresetEdits presets, Edits edits, CancellationToken cancellationToken) =>
        await presets.DeleteAsync(name, edits.Matches, cancellationToken) switch
        {
            EditOutcome<PresetRow>.Done => TypedResults.NoContent(),
            EditOutcome<PresetRow>.Changed changed => Problems.Changed(changed.Tag ?? "none: it does not exist"),
            EditOutcome<PresetRow>.InUse used => Problems.Conflict(used.Detail),
            _ => Unknown(name),
        };

    private static async Task<Results<Ok<Page<PresetVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await PresetStore.HistoryAsync(connection, name, cancellationToken);
        return versions.Count > 0 ? TypedResults.Ok(new Page<PresetVersion>(versions, null)) : Unknown(name);
    }

    private static Results<Ok<PresetView>, Created<PresetView>, ProblemHttpResult> Answer(string name, EditOutcome<PresetRow> outcome, Edits edits)
    {
        switch (outcome)
        {
            case EditOutcome<PresetRow>.Done done:
                edits.Show(done.Tag);
                return done.Created ? TypedResults.Created($"/api/v1/presets/{name}", PresetView.Of(done.Row)) : TypedResults.Ok(PresetView.Of(done.Row));
            case EditOutcome<PresetRow>.Refused refused:
                return Problems.Invalid(refused.Faults);
            case EditOutcome<PresetRow>.Changed changed:
                return Problems.Changed(changed.Tag ?? "none: it does not exist");
            default:
                return Unknown(name);
        }
    }

    private static ProblemHttpResult Unknown(string name) => Problems.NotFound($"There is no preset '{name}'. GET /api/v1/presets lists those there are.");
}
