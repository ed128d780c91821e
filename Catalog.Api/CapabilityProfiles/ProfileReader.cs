using System.Text.Json;
using Catalog.Api.Database;
using Npgsql;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Reads capability profiles as domain records, in order of their models.</summary>
internal static class ProfileReader
{
    /// <param name="connection">Where.</param>
    /// <param name="models">Only these canonical models; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<ModelCapabilityProfile>> ListAsync(
        NpgsqlConnection connection, string[]? models, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT canonical_id, scores, success_rate_millis, priority, routing_weight_millis, is_active
            FROM capability_profiles
            WHERE scope = 'global' AND ($1::text[] IS NULL OR canonical_id = ANY ($1::text[]))
            ORDER BY canonical_id COLLATE "C"
            """,
            [models],
            Read,
            cancellationToken);

    /// <summary>The scores of models as they are stored, by model.</summary>
    public static async Task<Dictionary<string, ScoreRow[]>> ScoresAsync(
        NpgsqlConnection connection, string[] models, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            "SELECT canonical_id, scores FROM capability_profiles WHERE scope = 'global' AND canonical_id = ANY ($1)",
            [models],
            row => (Model: row.GetString(0), Scores: ReadScores(row.GetString(1))),
            cancellationToken);
        return rows.ToDictionary(row => row.Model, row => row.Scores, StringComparer.Ordinal);
    }

    private static ModelCapabilityProfile Read(NpgsqlDataReader row) => new()
    {
        Model = new ModelId(row.GetString(0)),
        Scores = [.. ReadScores(row.GetString(1)).Select(score => score.ToScore()).Order(ScoreOfRecord.Order)],
        SuccessRateMillis = row.Nullable<int>(2),
        Priority = row.Nullable<int>(3),
        RoutingWeightMillis = row.Nullable<int>(4),
        IsActive = row.Nullable<bool>(5),
    };

    private static ScoreRow[] ReadScores(string json) => JsonSerializer.Deserialize<ScoreRow[]>(json, RowJson.Format)!;
}
