using Catalog.Api.Access;
using Catalog.Api.Projects;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Keys;

/// <summary>Edits of virtual keys, the same over REST and gRPC.</summary>
internal sealed class KeyEdits(AccessEdits edits, TimeProvider time)
{
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    /// <summary>Makes a key with the given secret.</summary>
    public async Task<EditOutcome<VirtualKey>> CreateAsync(VirtualKey key, NewSecret secret, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var now = time.GetUtcNow();
        var faults = await KeyRules.CheckAsync(edit, key, before: null, now, cancellationToken);
        if (!faults.None)
        {
            return new EditOutcome<VirtualKey>.Refused(faults);
        }

        var made = await InsertAsync(edit, key, secret, now, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<VirtualKey>.Done(made, AccessTable<VirtualKey>.TagOf(made), Created: true);
    }

    /// <summary>Writes a key that nothing is wrong with.</summary>
    public static async Task<VirtualKey> InsertAsync(CatalogEdit edit, VirtualKey key, NewSecret secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Ordered by time, so that pages of a list stay as they are while keys are made.
        var id = $"key_{Guid.CreateVersion7(now):N}";
        await KeyStore.InsertAsync(edit.Connection, key with { Id = id }, now, cancellationToken);
        await KeyStore.AddSecretAsync(edit.Connection, id, secret, othersUntil: now, now, cancellationToken);
        return (await KeyStore.FindAsync(edit.Connection, id, cancellationToken))!;
    }

    /// <param name="id">Which.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<VirtualKey>> UpdateAsync(
        string id, Func<VirtualKey, VirtualKey> change, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.ChangeAsync(
            KeyStore.Table,
            id,
            matches,
            async (edit, before) =>
            {
                var row = change(before);
                var now = time.GetUtcNow();
                var faults = await KeyRules.CheckAsync(edit, row, before, now, cancellationToken);
                if (!faults.None)
                {
                    return new EditOutcome<VirtualKey>.Refused(faults);
                }

                await KeyStore.UpdateAsync(edit.Connection, row, now, cancellationToken);
                return null;
            },
            cancellationToken);

    /// <summary>Gives a key another secret; the ones before stay valid for the overlap.</summary>
    public Task<EditOutcome<VirtualKey>> RotateAsync(
        string id, NewSecret secret, TimeSpan? overlap, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.ChangeAsync(
            KeyStore.Table,
            id,
            matches,
            async (edit, _) =>
            {
                var faults = new Faults();
                faults.Require(overlap is null || (overlap >= TimeSpan.Zero && overlap <= LongestOverlap), "overlap", "must lie between 0 and 90 days");
                if (!faults.None)
                {
                    return new EditOutcome<VirtualKey>.Refused(faults);
                }

                var now = time.GetUtcNow();
                await KeyStore.AddSecretAsync(edit.Connection, id, secret, now + (overlap ?? UsualOverlap), now, cancellationToken);
                return null;
            },
            cancellationToken);

    /// <summary>Revokes a key.</summary>
    public Task<EditOutcome<VirtualKey>> DeleteAsync(string id, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.DeleteAsync(KeyStore.Table, id, matches, static _ => Task.FromResult<string?>(null), cancellationToken);

    public Task<EditOutcome<VirtualKey>> UndeleteAsync(string id, CancellationToken cancellationToken) =>
        edits.UndeleteAsync(
            KeyStore.Table,
            id,
            async (edit, row) => await ProjectStore.FindAsync(edit.Connection, row.Project, cancellationToken) is { DeletedAt: not null }
                ? $"Its project {row.Project} is deleted. Bring that back first."
                : null,
            cancellationToken);
}
