using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Writes capability profiles. Each origin replaces its own scores: an import never touches what an operator registered.</summary>
internal static class ProfileWriter
{
    /// <summary>Makes these the scores of one origin for the models they name.</summary>
    public static Task ReplaceScoresAsync(
        CatalogEdit edit, string origin, IReadOnlyCollection<ScoredModel> models, CancellationToken cancellationToken) =>
        MergeAsync(edit, origin, models, replaces: true, cancellationToken);

    /// <summary>Adds scores beside those there are; one of the same capability, source and day is replaced.</summary>
    public static Task AddScoresAsync(
        CatalogEdit edit, string origin, IReadOnlyCollection<ScoredModel> models, CancellationToken cancellationToken) =>
        MergeAsync(edit, origin, models, replaces: false, cancellationToken);

    /// <summary>Sets what an operator says of a model besides its scores; null unsets it.</summary>
    public static Task SetAsync(CatalogEdit edit, ProfileRow row, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO capability_profiles AS kept (
                canonical_id, success_rate_millis, priority, routing_weight_millis, is_active, origin, edited)
            VALUES ($1, $2::integer, $3::integer, $4::integer, $5::boolean, 'manual', '{profile}')
            ON CONFLICT (canonical_id, scope) DO UPDATE SET
                success_rate_millis = excluded.success_rate_millis,
                priority = excluded.priority,
                routing_weight_millis = excluded.routing_weight_millis,
                is_active = excluded.is_active,
                edited = excluded.edited
            """,
            [row.CanonicalId, row.SuccessRateMillis, row.Priority, row.RoutingWeightMillis, row.IsActive],
            cancellationToken);

    /// <summary>Writes whole profiles. One with a word of an operator in it is overwritten only by another such one.</summary>
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<KeptProfile> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO capability_profiles AS kept (
                canonical_id, scores, success_rate_millis, priority, routing_weight_millis, is_active, origin, edited)
            SELECT canonical_id, scores, success_rate_millis, priority, routing_weight_millis, is_active, origin, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (
                canonical_id text, scores jsonb, success_rate_millis integer, priority integer, routing_weight_millis integer,
                is_active boolean, origin text, edited text[])
            ON CONFLICT (canonical_id, scope) DO UPDATE SET
                scores = excluded.scores,
                success_rate_millis = excluded.success_rate_millis,
                priority = excluded.priority,
                routing_weight_millis = excluded.routing_weight_millis,
                is_active = excluded.is_active,
                edited = excluded.edited
            WHERE (kept.edited = '{}' AND NOT kept.scores @> '[{"origin":"manual"}]')
                OR excluded.edited <> '{}' OR excluded.scores @> '[{"origin":"manual"}]'
            """,
            [RowJson.Of(rows)],
            cancellationToken);

    // The edit holds the revision's lock, so nobody writes between reading and writing.
    private static async Task MergeAsync(
        CatalogEdit edit, string origin, IReadOnlyCollection<ScoredModel> models, bool replaces, CancellationToken cancellationToken)
    {
        var kept = await ProfileReader.ScoresAsync(edit.Connection, [.. models.Select(model => model.CanonicalId)], cancellationToken);
        var merged = models
            .Select(model => model with { Scores = ScoreMerge.Of(kept.GetValueOrDefault(model.CanonicalId) ?? [], model.Scores, origin, replaces) })
            .ToArray();
        await edit.Connection.ExecuteAsync(
            """
            INSERT INTO capability_profiles (canonical_id, scores, origin)
            SELECT canonical_id, scores, $2 FROM jsonb_to_recordset($1::jsonb) AS given (canonical_id text, scores jsonb)
            ON CONFLICT (canonical_id, scope) DO UPDATE SET scores = excluded.scores
            """,
            [RowJson.Of(merged), origin],
            cancellationToken);
    }
}
