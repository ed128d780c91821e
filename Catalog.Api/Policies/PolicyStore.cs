using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Policies;

/// <summary>Reads and writes ranking policies, and what they were before.</summary>
internal static class PolicyStore
{
    /// <summary>Those that operators have weighed, by name; the shipped ones need no row.</summary>
    public static Task<List<PolicyWeights>> ServedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT name, quality, cost, latency, reliability, preference
            FROM policies WHERE scope = 'global' ORDER BY name COLLATE "C"
            """,
            [],
            Read,
            cancellationToken);

    /// <summary>Of all there are, those that ship included.</summary>
    public static async Task<HashSet<string>> NamesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. ShippedPolicies.All.Select(policy => policy.Name), .. (await ServedAsync(connection, cancellationToken)).Select(policy => policy.Name)];

    public static Task UpsertAsync(CatalogEdit edit, PolicyWeights policy, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO policies (name, quality, cost, latency, reliability, preference) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (name, scope) DO UPDATE SET quality = excluded.quality, cost = excluded.cost, latency = excluded.latency,
                reliability = excluded.reliability, preference = excluded.preference
            """,
            [policy.Name, policy.Quality, policy.Cost, policy.Latency, policy.Reliability, policy.Preference],
            cancellationToken);

    public static async Task<bool> RemoveAsync(CatalogEdit edit, string name, CancellationToken cancellationToken) =>
        await edit.Connection.ExecuteAsync("DELETE FROM policies WHERE name = $1 AND scope = 'global'", [name], cancellationToken) > 0;

    /// <summary>Newest first.</summary>
    public static Task<List<PolicyVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        ChangeHistory.ListAsync<PolicyWeights, PolicyVersion>(
            connection, "policy", name, static (revision, at, by, row) => new(revision, at, by, row is null ? null : PolicyView.Of(row, shipped: false)), cancellationToken);

    private static PolicyWeights Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Quality = row.GetInt32(1),
        Cost = row.GetInt32(2),
        Latency = row.GetInt32(3),
        Reliability = row.GetInt32(4),
        Preference = row.GetInt32(5),
    };
}
