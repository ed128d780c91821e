using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Edits of views, the same over REST and gRPC.</summary>
internal sealed class ViewEdits(Edits edits)
{
    private static readonly string[] Kinds = ["view"];

    public static Task<string?> TagAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        Edits.TagAsync(connection, Kinds, name, cancellationToken);

    /// <param name="name">Which view.</param>
    /// <param name="write">What is given; the rest stays as it is.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditOutcome<SavedView>> PutAsync(string name, SavedView write, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ViewStore.FindAsync(edit.Connection, name, cancellationToken);
        var tag = await TagAsync(edit.Connection, name, cancellationToken);
        if (!matches(before is null ? null : tag))
        {
            return new EditOutcome<SavedView>.Changed(before is null ? null : tag);
        }

        var row = new ViewRow
        {
            Name = name,
            Description = write.Description ?? before?.Description ?? "",
            Filter = write.Filter ?? before?.Filter ?? "",
            Origin = before?.Origin ?? "manual",
            Edited = ["filter"],
        };
        var faults = new Faults();
        ViewRules.Check(row, faults);
        if (!faults.None)
        {
            return new EditOutcome<SavedView>.Refused(faults);
        }

        await ViewWriter.UpsertAsync(edit, [row], cancellationToken);
        var after = await ViewStore.FindAsync(edit.Connection, name, cancellationToken);
        tag = await TagAsync(edit.Connection, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<SavedView>.Done(after!, tag, Created: before is null);
    }

    /// <inheritdoc cref="PutAsync"/>
    public async Task<EditOutcome<SavedView>> DeleteAsync(string name, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var before = await ViewStore.FindAsync(edit.Connection, name, cancellationToken);
        var tag = await TagAsync(edit.Connection, name, cancellationToken);
        if (before is null)
        {
            return new EditOutcome<SavedView>.Unknown();
        }

        if (!matches(tag))
        {
            return new EditOutcome<SavedView>.Changed(tag);
        }

        if (before.Active == true)
        {
            return new EditOutcome<SavedView>.InUse(
                $"{name} is what the router chooses from. Set active_table_name to another view or to model_registry first: PUT /api/v1/settings.");
        }

        await edit.Connection.ExecuteAsync("DELETE FROM views WHERE name = $1 AND scope = 'global'", [name], cancellationToken);
        await edit.Connection.ExecuteAsync("DELETE FROM view_uses WHERE name = $1 AND scope = 'global'", [name], cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<SavedView>.Done(before, null, Created: false);
    }
}
