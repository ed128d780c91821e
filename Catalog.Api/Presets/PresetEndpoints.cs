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

    private static Task<Results<Ok<Page<PresetView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            async (connection, after, most) => (await PresetStore.ListAsync(connection, after, most, cancellationToken)).ConvertAll(PresetView.Of),
            static row => row.Name!,
            cancellationToken);

    private static Task<Results<Ok<PresetView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            async connection => await PresetStore.FindAsync(connection, name, cancellationToken) is { } found ? PresetView.Of(found) : null,
            connection => PresetEdits.TagAsync(connection, name, cancellationToken),
            Unknown(name),
            cancellationToken);

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
        Answers.Removed(await presets.DeleteAsync(name, edits.Matches, cancellationToken), Unknown(name));

    private static Task<Results<Ok<Page<PresetVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => PresetStore.HistoryAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    private static Results<Ok<PresetView>, Created<PresetView>, ProblemHttpResult> Answer(string name, EditOutcome<PresetRow> outcome, Edits edits) =>
        Answers.Edited(outcome, edits, PresetView.Of, $"/api/v1/presets/{name}", Unknown(name));

    private static ProblemHttpResult Unknown(string name) => Problems.NotFound($"There is no preset '{name}'. GET /api/v1/presets lists those there are.");
}
