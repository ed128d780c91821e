using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Writes capability profiles. Each origin replaces its own scores: an import never touches what an operator registered.</summary>
internal static class ProfileWriter
{
    private const string Given =
        """
        jsonb_to_recordset($2::jsonb) AS given (
            canonical_id text, capability text, source text, dated date, basis text, score_millis integer, confidence_millis integer,
            origin text)
        """;

    /// <summary>Makes these the scores of one origin for some models, and sees that each of the models has a profile.</summary>
    public static async Task ReplaceScoresAsync(
        CatalogEdit edit, string origin, IReadOnlyCollection<string> models, IReadOnlyCollection<ScoreRow> scores, CancellationToken cancellationToken)
    {
        await edit.Connection.ExecuteAsync(
            "INSERT INTO capability_profiles (canonical_id, origin) SELECT id, $1 FROM unnest($2::text[]) AS given (id) ON CONFLICT DO NOTHING",
            [origin, models.ToArray()],
            cancellationToken);
        await edit.Connection.ExecuteAsync(
            $"""
            DELETE FROM capability_scores AS kept
            WHERE kept.origin = $1 AND kept.scope = 'global' AND kept.canonical_id = ANY ($3::text[])
                AND NOT EXISTS (
                    SELECT FROM {Given}
                    WHERE (given.canonical_id, given.capability, given.source, given.dated)
                        = (kept.canonical_id, kept.capability, kept.source, kept.dated))
            """,
            [origin, RowJson.Of(scores), models.ToArray()],
            cancellationToken);
        await AddScoresAsync(edit, origin, scores, cancellationToken);
    }

    /// <summary>Adds scores beside those there are; one of the same model, capability, source and day is replaced.</summary>
    /// <remarks>A shipped score that an operator repeats word for word stays a shipped one.</remarks>
    public static Task AddScoresAsync(CatalogEdit edit, string origin, IReadOnlyCollection<ScoreRow> scores, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            $"""
            INSERT INTO capability_scores AS kept (canonical_id, capability, source, dated, basis, score_millis, confidence_millis, origin)
            SELECT canonical_id, capability, source, dated, basis, score_millis, confidence_millis, origin FROM {Given}
            ON CONFLICT (canonical_id, scope, capability, source, dated) DO UPDATE SET
                basis = excluded.basis,
                score_millis = excluded.score_millis,
                confidence_millis = excluded.confidence_millis,
                origin = excluded.origin
            WHERE (kept.origin = $1 OR $1 = 'manual')
                AND (kept.basis, kept.score_millis, kept.confidence_millis)
                    IS DISTINCT FROM (excluded.basis, excluded.score_millis, excluded.confidence_millis)
            """,
            [origin, RowJson.Of(scores)],
            cancellationToken);

    /// <summary>Sets what an operator says of a model; null unsets it.</summary>
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
}
