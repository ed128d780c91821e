using Catalog.Api.Rest;
using Catalog.Api.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Agents;

/// <summary>An agent profile as it was from a revision on; no profile when it was removed.</summary>
internal sealed record AgentVersionView(long Revision, DateTimeOffset RecordedAt, string ChangedBy, AgentProfileView? Profile);

/// <summary>REST over the agent profiles.</summary>
internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/agents").WithTags("Agents");
        group.MapGet("/", ListAsync).WithName("ListAgentProfiles").WithSummary("Lists what is known of agents.");
        group.MapGet("/{agent_id}", GetAsync).WithName("GetAgentProfile").WithSummary("Reads what is known of an agent.");
        group.MapPut("/{agent_id}", PutAsync).WithName("PutAgentProfile").WithSummary("Sets what is known of an agent.");
        group.MapDelete("/{agent_id}", DeleteAsync).WithName("DeleteAgentProfile").WithSummary("Forgets an agent.");
        group.MapGet("/{agent_id}/history", HistoryAsync).WithName("ListAgentProfileVersions").WithSummary("Lists what was known of an agent, newest first.");
    }

    private static async Task<Results<Ok<Page<AgentProfileView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var after = Paging.After(page_token, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await AgentProfileRows.PageAsync(connection, after, size + 1, cancellationToken);
        var share = await SettingsStore.CreationShareAsync(connection, cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows.ConvertAll(row => AgentProfileView.Of(row, share)), size, row => row.AgentId!));
    }

    private static async Task<Results<Ok<AgentProfileView>, ProblemHttpResult>> GetAsync(
        AgentId agent_id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await AgentProfileRows.FindAsync(connection, agent_id.Value, cancellationToken) is not { } found)
        {
            return Unknown(agent_id);
        }

        edits.Show(await AgentProfileEdits.TagAsync(connection, agent_id.Value, cancellationToken));
        return TypedResults.Ok(AgentProfileView.Of(found, await SettingsStore.CreationShareAsync(connection, cancellationToken)));
    }

    private static async Task<Results<Ok<AgentProfileView>, Created<AgentProfileView>, ProblemHttpResult>> PutAsync(
        AgentId agent_id, AgentProfileView write, AgentProfileEdits profiles, Edits edits, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var row = write.ToRow(agent_id.Value);
        var faults = new Faults();
        AgentProfileRules.Check(row, write.Scope, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        switch (await profiles.PutAsync(row, edits.Matches, cancellationToken))
        {
            case ProfileEdit.Done done:
                edits.Show(done.Tag);
                await using (var connection = await database.OpenConnectionAsync(cancellationToken))
                {
                    var view = AgentProfileView.Of(row, await SettingsStore.CreationShareAsync(connection, cancellationToken));
                    return done.Created
                        ? TypedResults.Created($"/api/v1/agents/{Uri.EscapeDataString(row.AgentId)}", view)
                        : TypedResults.Ok(view);
                }

            case ProfileEdit.Changed changed:
                return Problems.Changed(changed.Tag ?? "none: it does not exist");
            default:
                return Unknown(agent_id);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        AgentId agent_id, AgentProfileEdits profiles, Edits edits, CancellationToken cancellationToken) =>
        await profiles.DeleteAsync(agent_id.Value, edits.Matches, cancellationToken) switch
        {
            ProfileEdit.Done => TypedResults.NoContent(),
            ProfileEdit.Changed changed => Problems.Changed(changed.Tag ?? "none: it does not exist"),
            _ => Unknown(agent_id),
        };

    private static async Task<Results<Ok<Page<AgentVersionView>>, ProblemHttpResult>> HistoryAsync(
        AgentId agent_id, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await AgentProfileRows.HistoryAsync(connection, agent_id.Value, cancellationToken);
        var share = await SettingsStore.CreationShareAsync(connection, cancellationToken);
        return versions.Count > 0
            ? TypedResults.Ok(new Page<AgentVersionView>(versions.ConvertAll(version => View(version, share)), null))
            : Unknown(agent_id);
    }

    private static AgentVersionView View(AgentProfileVersion version, int share) =>
        new(version.Revision, version.RecordedAt, version.ChangedBy, version.Profile is { } profile ? AgentProfileView.Of(profile, share) : null);

    private static ProblemHttpResult Unknown(AgentId agent) =>
        Problems.NotFound($"Nothing is known of an agent '{agent.Value}'. GET /api/v1/agents lists the profiles there are.");
}
