namespace Catalog.Api.Reports;

/// <summary>The sources of usage as subqueries with the same columns. $1 and $2 are the range.</summary>
internal static class UsageSql
{
    private const string Sums =
        """
        calls, failed, aborted, unknown, estimated, unpriced, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,
        reasoning_tokens, cost_nanos, uncached_cost_nanos, latency_micros, first_tokens, first_token_micros
        """;

    private const string Names = "provider, model, canonical_model, organisation_id, project_id, key_id";

    private const string RowColumns =
        """
        created_at AS at, provider, model, coalesce(canonical_model, '') AS canonical_model, coalesce(organisation_id, '') AS organisation_id,
        coalesce(project_id, '') AS project_id, coalesce(key_id, '') AS key_id, coalesce(tier, '') AS tier,
        coalesce(agent_id, '') AS agent_id, coalesce(execution_id, '') AS execution_id, purpose, 1 AS calls,
        (outcome = 'failed')::integer AS failed, (outcome = 'aborted')::integer AS aborted, (outcome = 'unknown')::integer AS unknown,
        estimated::integer AS estimated, (cost_nanos IS NULL)::integer AS unpriced, input_tokens, cached_input_tokens,
        cache_write_tokens, output_tokens, reasoning_tokens, cost_nanos, coalesce(uncached_cost_nanos, cost_nanos) AS uncached_cost_nanos,
        latency_micros, (first_token_micros IS NOT NULL)::integer AS first_tokens, first_token_micros
        """;

    public static string Of(ReportSources source, bool asksForTags) => source switch
    {
        ReportSources.Days =>
            $"SELECT day::timestamp AT TIME ZONE 'UTC' AS at, {Names}, tier, agent_id, purpose, {Sums} FROM usage_daily WHERE {WithinDays}",
        ReportSources.TagDays =>
            $"SELECT day::timestamp AT TIME ZONE 'UTC' AS at, {Names}, tag, {Sums} FROM usage_tags_daily WHERE {WithinDays}",
        ReportSources.Hours =>
            $"SELECT hour AS at, {Names}, tier, agent_id, purpose, {Sums} FROM usage_hourly WHERE hour >= $1 AND hour < $2",
        ReportSources.Rows when asksForTags =>
            $"""
            SELECT tag, {RowColumns} FROM ai_analytics CROSS JOIN LATERAL (SELECT DISTINCT unnest(tags)) AS own (tag)
            WHERE created_at >= $1 AND created_at < $2
            """,
        ReportSources.Rows => $"SELECT {RowColumns} FROM ai_analytics WHERE created_at >= $1 AND created_at < $2",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "is not one source"),
    };

    private const string WithinDays = "day >= ($1::timestamptz AT TIME ZONE 'UTC')::date AND day < ($2::timestamptz AT TIME ZONE 'UTC')::date";
}
