using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Experiments;

/// <summary>Edits of experiments. When one began and ended is written down here.</summary>
internal sealed class ExperimentEdits(Edits edits, TimeProvider time)
{
    private static readonly string[] Kinds = ["experiment"];

    public static Task<string?> TagAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        Edits.TagAsync(connection, Kinds, name, cancellationToken);

    /// <param name="name">Which.</param>
    /// <param name="write">What it is to be.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditOutcome<ExperimentRow>> PutAsync(string name, ExperimentView write, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ExperimentStore.FindAsync(edit.Connection, name, cancellationToken);
        var tag = before is null ? null : await TagAsync(edit.Connection, name, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<ExperimentRow>.Changed(tag);
        }

        var row = write.ToRow(name, before?.State ?? ExperimentState.Draft);
        var faults = new Faults();
        ExperimentChecks.Check(row, faults);
        ExperimentChecks.CheckChange(before ?? new() { Name = name, Salt = name }, row, faults);
        await ExperimentChecks.CheckNamesAsync(edit, row, faults, cancellationToken);
        if (!faults.None)
        {
            return new EditOutcome<ExperimentRow>.Refused(faults);
        }

        row = Dated(row, before);
        await ExperimentStore.UpsertAsync(edit, row, cancellationToken);
        tag = await TagAsync(edit.Connection, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<ExperimentRow>.Done(row, tag, Created: before is null);
    }

    /// <inheritdoc cref="PutAsync"/>
    public async Task<EditOutcome<ExperimentRow>> DeleteAsync(string name, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ExperimentStore.FindAsync(edit.Connection, name, cancellationToken) is not { } before)
        {
            return new EditOutcome<ExperimentRow>.Unknown();
        }

        var tag = await TagAsync(edit.Connection, name, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<ExperimentRow>.Changed(tag);
        }

        if (before.State == ExperimentState.Running)
        {
            return new EditOutcome<ExperimentRow>.InUse($"{name} is running. Set its state to ended first.");
        }

        await ExperimentStore.RemoveAsync(edit, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<ExperimentRow>.Done(before, null, Created: false);
    }

    // To the microsecond, as the database keeps it.
    private ExperimentRow Dated(ExperimentRow row, ExperimentRow? before)
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return row with
        {
            StartedAt = before?.StartedAt ?? (row.State == ExperimentState.Running ? now : null),
            EndedAt = before?.EndedAt ?? (row.State == ExperimentState.Ended ? now : null),
        };
    }
}
