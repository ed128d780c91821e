using Catalog.Api.Database;
using Npgsql;
using Routing.Experiments.Judging;

namespace Catalog.Api.Experiments;

/// <summary>Reads from the ledger what became of an experiment, variant by variant.</summary>
internal sealed class ExperimentResults(NpgsqlDataSource database)
{
    /// <summary>Every variant that had a call.</summary>
    public async Task<Dictionary<string, VariantFigures>> OfAsync(string experiment, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.ListAsync(
            $"""
            WITH calls AS MATERIALIZED (
                SELECT event_id, decision_id, variant, experiment_bucket AS unit, outcome, latency_micros / 1e3 AS latency, variant_set_aside
                FROM orchestration_executions
                WHERE experiment = $1 AND created_at >= $2 AND created_at < $3
            ), spent AS (
                SELECT decision_id, sum(cost_nanos) / 1e9 AS cost, bool_or(cost_nanos IS NULL) AS unpriced
                FROM ai_analytics
                WHERE created_at >= $2 AND decision_id IN (SELECT decision_id FROM calls)
                GROUP BY decision_id
            ), judged AS (
                SELECT decision_id, count(*) AS verdicts, sum(quality_millis) / 1e3 AS quality, count(rating) AS ratings, sum(rating) AS rating
                FROM feedback
                WHERE decision_id IN (SELECT event_id FROM calls)
                GROUP BY decision_id
            ), units AS (
                SELECT variant, unit, count(*) AS calls,
                    count(*) FILTER (WHERE outcome <> 'aborted') AS ended,
                    count(*) FILTER (WHERE outcome IN ('ok', 'cached')) AS served,
                    count(*) FILTER (WHERE outcome = 'failed') AS failed,
                    count(*) FILTER (WHERE outcome = 'refused') AS refused,
                    count(*) FILTER (WHERE variant_set_aside) AS set_aside,
                    count(*) FILTER (WHERE unpriced IS NOT TRUE) AS priced,
                    coalesce(sum(cost) FILTER (WHERE unpriced IS NOT TRUE), 0) AS cost,
                    coalesce(sum(latency) FILTER (WHERE outcome IN ('ok', 'cached')), 0) AS latency,
                    coalesce(sum(verdicts), 0) AS verdicts, coalesce(sum(quality), 0) AS quality,
                    coalesce(sum(ratings), 0) AS ratings, coalesce(sum(rating), 0) AS rating
                FROM calls
                LEFT JOIN spent USING (decision_id)
                LEFT JOIN judged ON judged.decision_id = calls.event_id
                GROUP BY variant, unit
            ), quantiles AS (
                SELECT variant, percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY latency) AS latencies
                FROM calls
                WHERE outcome IN ('ok', 'cached')
                GROUP BY variant
            )
            SELECT variant, count(*), sum(calls)::bigint, sum(served)::bigint, sum(failed)::bigint, sum(refused)::bigint,
                (sum(calls) - sum(ended))::bigint, sum(set_aside)::bigint, sum(verdicts)::bigint, sum(ratings)::bigint, sum(rating)::double precision,
                {Sums("ended", "served")}, {Sums("priced", "cost")}, {Sums("served", "latency")}, {Sums("verdicts", "quality")}, latencies
            FROM units
            LEFT JOIN quantiles USING (variant)
            GROUP BY variant, latencies
            """,
            [experiment, from, to],
            Read,
            cancellationToken);
        return rows.ToDictionary(row => row.Variant, StringComparer.Ordinal);
    }

    private static string Sums(string of, string what) =>
        $"""
        count(*) FILTER (WHERE {of} > 0), sum({of})::double precision, sum({what})::double precision,
            sum({of} * {of})::double precision, sum({what} * {what})::double precision, sum({of} * {what})::double precision
        """;

    private static VariantFigures Read(NpgsqlDataReader row) => new()
    {
        Variant = row.GetString(0),
        Units = row.GetInt64(1),
        Calls = row.GetInt64(2),
        Served = row.GetInt64(3),
        Failed = row.GetInt64(4),
        Refused = row.GetInt64(5),
        Aborted = row.GetInt64(6),
        SetAside = row.GetInt64(7),
        Verdicts = row.GetInt64(8),
        Ratings = row.GetInt64(9),
        RatingSum = row.GetDouble(10),
        Success = ReadSums(row, 11),
        Cost = ReadSums(row, 17),
        Latency = ReadSums(row, 23),
        Quality = ReadSums(row, 29),
        LatencyQuantiles = row.IsDBNull(35) ? null : row.GetFieldValue<double[]>(35),
    };

    private static RatioSums ReadSums(NpgsqlDataReader row, int at) => new(
        row.GetInt64(at), row.GetDouble(at + 1), row.GetDouble(at + 2), row.GetDouble(at + 3), row.GetDouble(at + 4), row.GetDouble(at + 5));
}
