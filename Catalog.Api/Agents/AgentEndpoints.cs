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

    private static Task<Results<Ok<Page<AgentProfileView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            async (connection, after, most) =>
            {
                var share = await SettingsStore.CreationShareAsync(connection, cancellationToken);
                return (await AgentProfileRows.PageAsync(connection, after, most, cancellationToken)).ConvertAll(row => AgentProfileView.Of(row, share));
            },
            static row => row.AgentId!,
            cancellationToken);

    private static Task<Results<Ok<AgentProfileView>, ProblemHttpResult>> GetAsync(
        AgentId agent_id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            async connection => await AgentProfileRows.FindAsync(connection, agent_id.Value, cancellationToken) is { } found
                ? AgentProfileView.Of(found, await SettingsStore.CreationShareAsync(connection, cancellationToken))
                : null,
            connection => AgentProfileEdits.TagAsync(connection, agent_id.Value, cancellationToken),
            Unknown(agent_id),
            cancellationToken);

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

        var outcome = await profiles.PutAsync(row, edits.Matches, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var share = await SettingsStore.CreationShareAsync(connection, cancellationToken);
        return Answers.Edited(
            outcome, edits, done => AgentProfileView.Of(done, share), $"/api/v1/agents/{Uri.EscapeDataString(row.AgentId)}", Unknown(agent_id));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        AgentId agent_id, AgentProfileEdits profiles, Edits edits, CancellationToken cancellationToken) =>
        Answers.Removed(await profiles.DeleteAsync(agent_id.Value, edits.Matches, cancellationToken), Unknown(agent_id));

    private static Task<Results<Ok<Page<AgentVersionView>>, ProblemHttpResult>> HistoryAsync(
        AgentId agent_id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(
            database,
            async connection =>
            {
                var share = await SettingsStore.CreationShareAsync(connection, cancellationToken);
                return (await AgentProfileRows.HistoryAsync(connection, agent_id.Value, cancellationToken)).ConvertAll(version => View(version, share));
            },
            Unknown(agent_id),
            cancellationToken);

    private static AgentVersionView View(AgentProfileVersion version, int share) =>
        new(version.Revision, version.RecordedAt, version.ChangedBy, version.Profile is { } profile ? AgentProfileView.Of(profile, share) : null);

    private static ProblemHttpResult Unknown(AgentId agent) =>
        Problems.NotFound($"Nothing is known of an agent '{agent.Value}'. GET /api/v1/agents lists the profiles there are.");
}
