using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Tiers;

/// <summary>Reads tiers, and what they were before.</summary>
internal static class TierStore
{
    private const int MostVersions = 100;

    public static Task<List<TierView>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "SELECT name, entries, max_tokens, temperature_millis, edited FROM tiers WHERE scope = 'global' ORDER BY name",
            [],
            Read,
            cancellationToken);

    public static async Task<TierView?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        (await ListAsync(connection, cancellationToken)).FirstOrDefault(tier => tier.Name == name);

    /// <summary>Newest first.</summary>
    public static Task<List<TierVersion>> HistoryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT revision, recorded_at, changed_by, content
            FROM catalog_changes
            WHERE kind = 'tier' AND key = $1 AND scope = 'global'
            ORDER BY change_id DESC
            LIMIT $2
            """,
            [name, MostVersions],
            row => new TierVersion(
                row.GetInt64(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetString(2),
                row.NullableString(3) is { } content ? ToView(JsonSerializer.Deserialize<TierRow>(content, RowJson.Format)!) : null),
            cancellationToken);

    private static TierView Read(NpgsqlDataReader row) => ToView(new TierRow
    {
        Name = row.GetString(0),
        Entries = [.. row.GetFieldValue<string[]>(1)],
        MaxTokens = row.Nullable<int>(2),
        TemperatureMillis = row.Nullable<int>(3),
        Edited = [.. row.GetFieldValue<string[]>(4)],
    });

    private static TierView ToView(TierRow row) => new()
    {
        Name = row.Name,
        Entries = row.Entries,
        MaxTokens = row.MaxTokens,
        Temperature = row.TemperatureMillis / 1_000m,
        Edited = row.Edited,
    };
}
