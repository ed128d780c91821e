using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Decisions;

namespace Catalog.Api.Presets;

/// <summary>Edits of presets, the same over REST and gRPC.</summary>
internal sealed class PresetEdits(Edits edits)
{
    private static readonly string[] Kinds = ["preset"];

    public static Task<string?> TagAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        Edits.TagAsync(connection, Kinds, name, cancellationToken);

    /// <param name="row">What it is to be.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditOutcome<PresetRow>> PutAsync(PresetRow row, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        return await PutAsync(edit, row, matches, cancellationToken);
    }

    /// <summary>Makes it what it was at a revision, or before its last change.</summary>
    public async Task<EditOutcome<PresetRow>> RollBackAsync(string name, long? revision, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var versions = await PresetStore.HistoryAsync(edit.Connection, name, cancellationToken);
        var wanted = revision is { } number
            ? versions.FirstOrDefault(version => version.Revision <= number)
            : versions.Skip(1).FirstOrDefault();
        return wanted?.Preset is { } preset
            ? await PutAsync(edit, preset.ToRow(name), matches, cancellationToken)
            : new EditOutcome<PresetRow>.Unknown();
    }

    /// <inheritdoc cref="PutAsync(PresetRow, Func{string?, bool}, CancellationToken)"/>
    public async Task<EditOutcome<PresetRow>> DeleteAsync(string name, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await PresetStore.FindAsync(edit.Connection, name, cancellationToken) is not { } before)
        {
            return new EditOutcome<PresetRow>.Unknown();
        }

        var tag = await TagAsync(edit.Connection, name, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<PresetRow>.Changed(tag);
        }

        var users = await edit.Connection.ListAsync(
            """
            SELECT 'the alias ' || name FROM aliases WHERE scope = 'global' AND target = $1
            UNION ALL SELECT 'the default model' FROM orchestrator_config WHERE scope = 'global' AND default_model = $1
            """,
            [Selectors.PresetPrefix + name],
            row => row.GetString(0),
            cancellationToken);
        if (users.Count > 0)
        {
            return new EditOutcome<PresetRow>.InUse($"{name} is still used by {string.Join(", ", users)}. Change these first.");
        }

        await edit.Connection.ExecuteAsync("DELETE FROM presets WHERE name = $1 AND scope = 'global'", [name], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<PresetRow>.Done(before, null, Created: false);
    }

    private static async Task<EditOutcome<PresetRow>> PutAsync(
        CatalogEdit edit, PresetRow row, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        var before = await PresetStore.FindAsync(edit.Connection, row.Name, cancellationToken);
        var tag = before is null ? null : await TagAsync(edit.Connection, row.Name, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<PresetRow>.Changed(tag);
        }

        var faults = new Faults();
        PresetRules.Check(row, faults);
        await PresetRules.CheckNamesAsync(edit, row, faults, cancellationToken);
        if (!faults.None)
        {
            return new EditOutcome<PresetRow>.Refused(faults);
        }

        await PresetWriter.UpsertAsync(edit, [row], cancellationToken);
        tag = await TagAsync(edit.Connection, row.Name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<PresetRow>.Done(row, tag, Created: before is null);
    }
}
