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
    public static async Task<List<ModelCapabilityProfile>> ListAsync(
        NpgsqlConnection connection, string[]? models, CancellationToken cancellationToken)
    {
        var scores = await ScoresAsync(connection, models, cancellationToken);
        return await connection.ListAsync(
            """
            SELECT canonical_id, success_rate_millis, priority, routing_weight_millis, is_active
            FROM capability_profiles
            WHERE scope = 'global' AND ($1::text[] IS NULL OR canonical_id = ANY ($1::text[]))
            ORDER BY canonical_id COLLATE "C"
            """,
            [models],
            row => ReadProfile(row, scores),
            cancellationToken);
    }

    private static async Task<ILookup<string, CapabilityScore>> ScoresAsync(
        NpgsqlConnection connection, string[]? models, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            """
            SELECT canonical_id, capability, score_millis, basis, confidence_millis, dated, source
            FROM capability_scores
            WHERE scope = 'global' AND ($1::text[] IS NULL OR canonical_id = ANY ($1::text[]))
            """,
            [models],
            row => (Model: row.GetString(0), Score: ReadScore(row)),
            cancellationToken);
        return rows.OrderBy(row => row.Score, ScoreOfRecord.Order).ToLookup(row => row.Model, row => row.Score, StringComparer.Ordinal);
    }

    private static ModelCapabilityProfile ReadProfile(NpgsqlDataReader row, ILookup<string, CapabilityScore> scores) => new()
    {
        Model = new ModelId(row.GetString(0)),
        Scores = [.. scores[row.GetString(0)]],
        SuccessRateMillis = row.Nullable<int>(1),
        Priority = row.Nullable<int>(2),
        RoutingWeightMillis = row.Nullable<int>(3),
        IsActive = row.Nullable<bool>(4),
    };

    private static CapabilityScore ReadScore(NpgsqlDataReader row) => new()
    {
        Capability = Enum.Parse<RatedCapability>(row.GetString(1), ignoreCase: true),
        ScoreMillis = row.GetInt32(2),
        Basis = Enum.Parse<ScoreBasis>(row.GetString(3), ignoreCase: true),
        ConfidenceMillis = row.GetInt32(4),
        Date = row.GetFieldValue<DateOnly>(5),
        Source = row.GetString(6),
    };
}
