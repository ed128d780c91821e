using Catalog.Api.Rest;

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
    public async Task<ProfileEdit> PutAsync(AgentProfileRow row, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await TagAsync(edit.Connection, row.AgentId, cancellationToken);
        if (!matches(tag))
        {
            return new ProfileEdit.Changed(tag);
        }

        var known = await AgentProfileRows.FindAsync(edit.Connection, row.AgentId, cancellationToken) is not null;
        await AgentProfileRows.UpsertAsync(edit.Connection, row, cancellationToken);
        tag = await TagAsync(edit.Connection, row.AgentId, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new ProfileEdit.Done(tag, Created: !known);
    }

    /// <inheritdoc cref="PutAsync"/>
    public async Task<ProfileEdit> DeleteAsync(string agent, Func<string?, bool> matches, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await TagAsync(edit.Connection, agent, cancellationToken);
        if (await AgentProfileRows.FindAsync(edit.Connection, agent, cancellationToken) is null)
        {
            return new ProfileEdit.Unknown();
        }

        if (!matches(tag))
        {
            return new ProfileEdit.Changed(tag);
        }

        await AgentProfileRows.DeleteAsync(edit.Connection, agent, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return new ProfileEdit.Done(null, Created: false);
    }
}

/// <summary>How an edit of a profile ended.</summary>
internal abstract record ProfileEdit
{
    /// <summary>Made; the tag names what there is now, null when nothing is.</summary>
    public sealed record Done(string? Tag, bool Created) : ProfileEdit;

    /// <summary>Somebody else was faster.</summary>
    public sealed record Changed(string? Tag) : ProfileEdit;

    /// <summary>There is nothing to remove.</summary>
    public sealed record Unknown : ProfileEdit;
}
