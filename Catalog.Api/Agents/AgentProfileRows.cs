using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Agents;

/// <summary>Reads and writes agent profiles, and what they were before. Only the global scope is served.</summary>
internal static class AgentProfileRows
{
    /// <summary>All of them, or those of given agents, in order of agent.</summary>
    public static Task<List<AgentProfile>> ReadAsync(NpgsqlConnection connection, string[]? agents, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT agent_id, name, creation_millis, execution_millis, combined_millis, default_tier, default_intent
            FROM agent_profiles
            WHERE scope = 'global' AND ($1::text[] IS NULL OR agent_id = ANY ($1::text[]))
            ORDER BY agent_id COLLATE "C"
            """,
            [agents],
            row => Read(row).ToDomain(),
            cancellationToken);

    public static Task<List<AgentProfileRow>> PageAsync(NpgsqlConnection connection, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT agent_id, name, creation_millis, execution_millis, combined_millis, default_tier, default_intent
            FROM agent_profiles
            WHERE scope = 'global' AND agent_id COLLATE "C" > $1
            ORDER BY agent_id COLLATE "C"
            LIMIT $2
            """,
            [after, size],
            Read,
            cancellationToken);

    public static Task<AgentProfileRow?> FindAsync(NpgsqlConnection connection, string agent, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync<AgentProfileRow>(
            """
            SELECT agent_id, name, creation_millis, execution_millis, combined_millis, default_tier, default_intent
            FROM agent_profiles
            WHERE scope = 'global' AND agent_id = $1
            """,
            [agent],
            Read,
            cancellationToken);

    public static Task UpsertAsync(NpgsqlConnection connection, AgentProfileRow row, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO agent_profiles (agent_id, name, creation_millis, execution_millis, combined_millis, default_tier, default_intent)
            SELECT agent_id, name, creation_millis, execution_millis, combined_millis, default_tier, default_intent
            FROM jsonb_to_recordset($1::jsonb) AS given (
                agent_id text, name text, creation_millis integer, execution_millis integer, combined_millis integer,
                default_tier text, default_intent text)
            ON CONFLICT (agent_id, scope) DO UPDATE SET
                name = excluded.name,
                creation_millis = excluded.creation_millis,
                execution_millis = excluded.execution_millis,
                combined_millis = excluded.combined_millis,
                default_tier = excluded.default_tier,
                default_intent = excluded.default_intent
            """,
            [RowJson.Of([row])],
            cancellationToken);

    /// <returns>Whether there was one.</returns>
    public static async Task<bool> DeleteAsync(NpgsqlConnection connection, string agent, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync("DELETE FROM agent_profiles WHERE agent_id = $1 AND scope = 'global'", [agent], cancellationToken) > 0;

    /// <summary>Newest first.</summary>
    public static Task<List<AgentProfileVersion>> HistoryAsync(NpgsqlConnection connection, string agent, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<AgentProfileRow, AgentProfileVersion>(
            connection, "agent_profile", agent, static (revision, at, by, row) => new(revision, at, by, row), cancellationToken);

    private static AgentProfileRow Read(NpgsqlDataReader row) => new()
    {
        AgentId = row.GetString(0),
        Name = row.GetString(1),
        CreationMillis = row.Nullable<int>(2),
        ExecutionMillis = row.Nullable<int>(3),
        CombinedMillis = row.Nullable<int>(4),
        DefaultTier = row.NullableString(5),
        DefaultIntent = row.NullableString(6),
    };
}

/// <summary>A profile as it was from a revision on; null when it was removed.</summary>
internal sealed record AgentProfileVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, AgentProfileRow? Profile);
