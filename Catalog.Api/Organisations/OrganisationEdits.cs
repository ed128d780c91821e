using Catalog.Api.Access;
using Catalog.Api.Database;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Organisations;

/// <summary>Edits of organisations, the same over REST and gRPC.</summary>
internal sealed class OrganisationEdits(AccessEdits edits, TimeProvider time)
{
    /// <summary>Adds one.</summary>
    /// <returns><see cref="EditOutcome{T}.InUse"/> when the id is taken.</returns>
    public async Task<EditOutcome<Organisation>> CreateAsync(Organisation row, CancellationToken cancellationToken)
    {
        var faults = Check(row);
        if (!faults.None)
        {
            return new EditOutcome<Organisation>.Refused(faults);
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await OrganisationStore.FindAsync(edit.Connection, row.Id, cancellationToken) is not null)
        {
            return new EditOutcome<Organisation>.InUse($"There is an organisation '{row.Id}' already, or was: ids are not given twice.");
        }

        await OrganisationStore.InsertAsync(edit.Connection, row, time.GetUtcNow(), cancellationToken);
        var added = (await OrganisationStore.FindAsync(edit.Connection, row.Id, cancellationToken))!;
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<Organisation>.Done(added, AccessTable<Organisation>.TagOf(added), Created: true);
    }

    /// <param name="id">Which.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<Organisation>> UpdateAsync(
        string id, Func<Organisation, Organisation> change, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.ChangeAsync(
            OrganisationStore.Table,
            id,
            matches,
            async (edit, before) =>
            {
                var row = change(before);
                var faults = Check(row);
                if (!faults.None)
                {
                    return new EditOutcome<Organisation>.Refused(faults);
                }

                await OrganisationStore.UpdateAsync(edit.Connection, row, time.GetUtcNow(), cancellationToken);
                return null;
            },
            cancellationToken);

    public Task<EditOutcome<Organisation>> DeleteAsync(string id, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.DeleteAsync(
            OrganisationStore.Table,
            id,
            matches,
            async edit => await edit.Connection.FirstOrDefaultAsync(
                "SELECT string_agg(project_id, ', ' ORDER BY project_id) FROM projects WHERE organisation_id = $1 AND deleted_at IS NULL",
                [id],
                row => row.NullableString(0),
                cancellationToken) is { } projects ? $"{id} still has the projects {projects}. Delete these first, or disable {id}." : null,
            cancellationToken);

    public Task<EditOutcome<Organisation>> UndeleteAsync(string id, CancellationToken cancellationToken) =>
        edits.UndeleteAsync(OrganisationStore.Table, id, static (_, _) => Task.FromResult<string?>(null), cancellationToken);

    private static Faults Check(Organisation row)
    {
        var faults = new Faults();
        AccessRules.CheckId(row.Id, "id", faults);
        AccessRules.CheckDisplayName(row.DisplayName, faults);
        return faults;
    }
}
