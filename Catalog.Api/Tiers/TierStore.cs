using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Tiers;

/// <summary>Reads tiers, and what they were before.</summary>
internal static class TierStore
{
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
        ChangeHistory.ListAsync<TierRow, TierVersion>(
            connection, "tier", name, static (revision, at, by, row) => new(revision, at, by, row is null ? null : ToView(row)), cancellationToken);

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
