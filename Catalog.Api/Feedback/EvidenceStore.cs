using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using Routing.Catalog;
using Routing.Feedback;
using Routing.Profiles;

namespace Catalog.Api.Feedback;

/// <summary>Adds verdicts up, and publishes what they amount to when it is news.</summary>
internal static class EvidenceStore
{
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyCollection<CountedVerdict> verdicts, CancellationToken cancellationToken)
    {
        var kept = (await EvidenceAsync(connection, cancellationToken)).ToDictionary();
        foreach (var verdict in verdicts)
        {
            var key = (verdict.CanonicalId, verdict.Capability);
            kept[key] = kept.GetValueOrDefault(key).Add(verdict.QualityMillis, verdict.At);
        }

        var touched = verdicts.Select(verdict => (verdict.CanonicalId, verdict.Capability)).ToHashSet();
        var rows = touched.Select(key => new EvidenceRow(key.CanonicalId, key.Capability, kept[key].Weight, kept[key].Sum, kept[key].At)).ToArray();
        await connection.ExecuteAsync(
            """
            INSERT INTO rating_evidence (canonical_id, capability, weight, total, faded_to)
            SELECT canonical_id, capability, weight, total, faded_to
            FROM jsonb_to_recordset($1::jsonb) AS given (
                canonical_id text, capability text, weight double precision, total double precision, faded_to timestamptz)
            ON CONFLICT (canonical_id, capability, scope) DO UPDATE SET
                weight = excluded.weight, total = excluded.total, faded_to = excluded.faded_to
            """,
            [RowJson.Of(rows)],
            cancellationToken);
    }

    /// <summary>Rewrites the estimates that have become news. An edit of the catalog only where there is one.</summary>
    /// <returns>How many were rewritten.</returns>
    public static async Task<int> PublishAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var reading = await database.OpenConnectionAsync(cancellationToken);
        var published = (await EstimatesAsync(reading, cancellationToken)).ToDictionary(estimate => (estimate.Model.Value, estimate.Capability));
        var news = (await EvidenceAsync(reading, cancellationToken))
            .Select(row => QualityEstimate.Of(new ModelId(row.Key.CanonicalId), RatedCapabilities.Find(row.Key.Capability)!.Value, row.Value.FadedTo(now)))
            .Where(estimate => estimate.IsNewsAfter(published.GetValueOrDefault((estimate.Model.Value, estimate.Capability))))
            .Select(estimate => new EstimateRow(
                estimate.Model.Value, RatedCapabilities.NameOf(estimate.Capability), estimate.MeanMillis, estimate.EvidenceMillis))
            .ToArray();
        if (news.Length == 0)
        {
            return 0;
        }

        await using var edit = await CatalogEdit.BeginAsync(database, "feedback", cancellationToken);
        await edit.Connection.ExecuteAsync(
            """
            INSERT INTO quality_estimates (canonical_id, capability, mean_millis, evidence_millis)
            SELECT canonical_id, capability, mean_millis, evidence_millis
            FROM jsonb_to_recordset($1::jsonb) AS given (canonical_id text, capability text, mean_millis integer, evidence_millis integer)
            ON CONFLICT (canonical_id, capability, scope) DO UPDATE SET
                mean_millis = excluded.mean_millis, evidence_millis = excluded.evidence_millis
            """,
            [RowJson.Of(news)],
            cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return news.Length;
    }

    public static Task<List<QualityEstimate>> EstimatesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT canonical_id, capability, mean_millis, evidence_millis FROM quality_estimates
            WHERE scope = 'global' ORDER BY canonical_id COLLATE "C", capability
            """,
            [],
            row => new QualityEstimate(new ModelId(row.GetString(0)), RatedCapabilities.Find(row.GetString(1))!.Value, row.GetInt32(2), row.GetInt32(3)),
            cancellationToken);

    private static async Task<IEnumerable<KeyValuePair<(string CanonicalId, string Capability), RatingEvidence>>> EvidenceAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.ListAsync(
            "SELECT canonical_id, capability, weight, total, faded_to FROM rating_evidence WHERE scope = 'global'",
            [],
            row => KeyValuePair.Create(
                (row.GetString(0), row.GetString(1)), new RatingEvidence(row.GetDouble(2), row.GetDouble(3), row.GetFieldValue<DateTimeOffset>(4))),
            cancellationToken);

    private sealed record EvidenceRow(string CanonicalId, string Capability, double Weight, double Total, DateTimeOffset FadedTo);

    private sealed record EstimateRow(string CanonicalId, string Capability, int MeanMillis, int EvidenceMillis);
}
