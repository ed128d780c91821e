using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Access;

/// <summary>What edits of organisations, projects and keys have in common, over REST and gRPC.</summary>
internal sealed class AccessEdits(Edits edits, TimeProvider time)
{
    public Task<CatalogEdit> BeginAsync(CancellationToken cancellationToken) => edits.BeginAsync(cancellationToken);

    /// <summary>Changes a row that is there and not deleted.</summary>
    /// <param name="table">Where.</param>
    /// <param name="id">Which.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="change">Makes the change; anything but null says why it is not made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<T>> ChangeAsync<T>(
        AccessTable<T> table, string id, Func<string?, bool> matches, Func<CatalogEdit, T, Task<EditOutcome<T>?>> change, CancellationToken cancellationToken)
        where T : class, IAccessRow =>
        EditAsync(table, id, matches, deleted: false, change, cancellationToken);

    /// <summary>Marks a row as deleted.</summary>
    /// <param name="table">Where.</param>
    /// <param name="id">Which.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="obstacle">What still needs it; null when nothing does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<T>> DeleteAsync<T>(
        AccessTable<T> table, string id, Func<string?, bool> matches, Func<CatalogEdit, Task<string?>> obstacle, CancellationToken cancellationToken)
        where T : class, IAccessRow =>
        EditAsync(table, id, matches, deleted: false, (edit, _) => MarkAsync(edit, table, id, time.GetUtcNow(), obstacle, cancellationToken), cancellationToken);

    /// <summary>Brings a deleted row back.</summary>
    /// <param name="table">Where.</param>
    /// <param name="id">Which.</param>
    /// <param name="obstacle">What stands in the way; null when nothing does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<T>> UndeleteAsync<T>(
        AccessTable<T> table, string id, Func<CatalogEdit, T, Task<string?>> obstacle, CancellationToken cancellationToken)
        where T : class, IAccessRow =>
        EditAsync(table, id, static _ => true, deleted: true, (edit, row) => MarkAsync(edit, table, id, null, _ => obstacle(edit, row), cancellationToken), cancellationToken);

    private async Task<EditOutcome<T>> EditAsync<T>(
        AccessTable<T> table,
        string id,
        Func<string?, bool> matches,
        bool deleted,
        Func<CatalogEdit, T, Task<EditOutcome<T>?>> change,
        CancellationToken cancellationToken)
        where T : class, IAccessRow
    {
        await using var edit = await BeginAsync(cancellationToken);
        if (await table.FindAsync(edit.Connection, id, cancellationToken) is not { } before)
        {
            return new EditOutcome<T>.Unknown();
        }

        if (deleted != before.DeletedAt is not null)
        {
            return new EditOutcome<T>.InUse(deleted ? $"{id} is not deleted." : $"{id} is deleted. Bring it back first.");
        }

        if (!matches(AccessTable<T>.TagOf(before)))
        {
            return new EditOutcome<T>.Changed(AccessTable<T>.TagOf(before));
        }

        if (await change(edit, before) is { } refused)
        {
            return refused;
        }

        var after = (await table.FindAsync(edit.Connection, id, cancellationToken))!;
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<T>.Done(after, AccessTable<T>.TagOf(after), Created: false);
    }

    private async Task<EditOutcome<T>?> MarkAsync<T>(
        CatalogEdit edit, AccessTable<T> table, string id, DateTimeOffset? deletedAt, Func<CatalogEdit, Task<string?>> obstacle, CancellationToken cancellationToken)
        where T : class, IAccessRow
    {
        if (await obstacle(edit) is { } inTheWay)
        {
            return new EditOutcome<T>.InUse(inTheWay);
        }

        await edit.Connection.ExecuteAsync(
            $"UPDATE {table.Name} SET deleted_at = $2::timestamptz, updated_at = $3, version = version + 1 WHERE {table.IdColumn} = $1",
            [id, deletedAt, time.GetUtcNow()],
            cancellationToken);
        return null;
    }
}
