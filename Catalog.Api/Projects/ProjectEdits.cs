using Catalog.Api.Access;
using Catalog.Api.Database;
using Catalog.Api.Organisations;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Projects;

/// <summary>Edits of projects, the same over REST and gRPC.</summary>
internal sealed class ProjectEdits(AccessEdits edits, TimeProvider time)
{
    /// <summary>Adds one.</summary>
    /// <returns><see cref="EditOutcome{T}.InUse"/> when the id is taken.</returns>
    public async Task<EditOutcome<Project>> CreateAsync(Project row, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var faults = await CheckAsync(edit, row, cancellationToken);
        if (!faults.None)
        {
            return new EditOutcome<Project>.Refused(faults);
        }

        if (await ProjectStore.FindAsync(edit.Connection, row.Id, cancellationToken) is not null)
        {
            return new EditOutcome<Project>.InUse($"There is a project '{row.Id}' already, or was: ids are not given twice.");
        }

        await ProjectStore.InsertAsync(edit.Connection, row, time.GetUtcNow(), cancellationToken);
        var added = (await ProjectStore.FindAsync(edit.Connection, row.Id, cancellationToken))!;
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<Project>.Done(added, AccessTable<Project>.TagOf(added), Created: true);
    }

    /// <param name="id">Which.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EditOutcome<Project>> UpdateAsync(
        string id, Func<Project, Project> change, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.ChangeAsync(
            ProjectStore.Table,
            id,
            matches,
            async (edit, before) =>
            {
                var row = change(before);
                var faults = await CheckAsync(edit, row, cancellationToken);
                faults.Require(row.Organisation == before.Organisation, "organisation", $"is {before.Organisation} and cannot be changed");
                if (!faults.None)
                {
                    return new EditOutcome<Project>.Refused(faults);
                }

                await ProjectStore.UpdateAsync(edit.Connection, row, time.GetUtcNow(), cancellationToken);
                return null;
            },
            cancellationToken);

    public Task<EditOutcome<Project>> DeleteAsync(string id, Func<string?, bool> matches, CancellationToken cancellationToken) =>
        edits.DeleteAsync(
            ProjectStore.Table,
            id,
            matches,
            async edit => await edit.Connection.FirstOrDefaultAsync(
                "SELECT string_agg(key_id, ', ' ORDER BY key_id) FROM virtual_keys WHERE project_id = $1 AND deleted_at IS NULL",
                [id],
                row => row.NullableString(0),
                cancellationToken) is { } keys ? $"{id} still has the keys {keys}. Delete these first, or disable {id}." : null,
            cancellationToken);

    public Task<EditOutcome<Project>> UndeleteAsync(string id, CancellationToken cancellationToken) =>
        edits.UndeleteAsync(
            ProjectStore.Table,
            id,
            async (edit, row) => await OrganisationStore.FindAsync(edit.Connection, row.Organisation, cancellationToken) is { DeletedAt: not null }
                ? $"Its organisation {row.Organisation} is deleted. Bring that back first."
                : null,
            cancellationToken);

    private static async Task<Faults> CheckAsync(CatalogEdit edit, Project row, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        AccessRules.CheckId(row.Id, "id", faults);
        AccessRules.CheckDisplayName(row.DisplayName, faults);
        await AccessRules.CheckDefaultModelAsync(edit, row.DefaultModel, faults, cancellationToken);
        faults.Require(
            await OrganisationStore.FindAsync(edit.Connection, row.Organisation, cancellationToken) is { DeletedAt: null },
            "organisation",
            $"there is no organisation '{row.Organisation}'; GET /api/v1/organisations lists those there are");
        return faults;
    }
}
