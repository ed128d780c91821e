using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Agents;

/// <summary>Edits of agent profiles, the same over REST and gRPC.</summary>
internal sealed class AgentProfileEdits(Edits edits)
{
    private static readonly string[] Kinds = ["agent_profile"];

    public static Task<string?> TagAsync(Npgsql.NpgsqlConnection connection, string agent, CancellationToken cancellationToken) =>
        Edits.TagAsync(connection, Kinds, agent, cancellationToken);

    /// <param name="row">What it is to be.</param>
    /// <param name="matches">Whether what the editor has seen is what there is, by its tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EditOutcome<AgentProfileRow>> PutAsync(AgentProfileRow row, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await TagAsync(edit.Connection, row.AgentId, cancellationToken);
        if (!matches(tag))
        {
            return new EditOutcome<AgentProfileRow>.Changed(tag);
        }

        var known = await AgentProfileRows.FindAsync(edit.Connection, row.AgentId, cancellationToken) is not null;
        await AgentProfileRows.UpsertAsync(edit.Connection, row, cancellationToken);
        tag = await TagAsync(edit.Connection, row.AgentId, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<AgentProfileRow>.Done(row, tag, Created: !known);
    }

    /// <inheritdoc cref="PutAsync"/>
    public async Task<EditOutcome<AgentProfileRow>> DeleteAsync(string agent, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await TagAsync(edit.Connection, agent, cancellationToken);
        if (await AgentProfileRows.FindAsync(edit.Connection, agent, cancellationToken) is not { } before)
        {
            return new EditOutcome<AgentProfileRow>.Unknown();
        }

        if (!matches(tag))
        {
            return new EditOutcome<AgentProfileRow>.Changed(tag);
        }

        await AgentProfileRows.DeleteAsync(edit.Connection, agent, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new EditOutcome<AgentProfileRow>.Done(before, null, Created: false);
    }
}
