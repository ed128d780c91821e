using System.Globalization;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Reports;

/// <summary>Rows of the ledger, as they stand in it.</summary>
internal static class UsageRows
{
    /// <summary>Adds one call.</summary>
    public static Task AddCallAsync(this TestDatabase database, DateTimeOffset at, CallRow call) => database.ExecuteAsync(
        """
        INSERT INTO ai_analytics (
            event_id, created_at, agent_id, execution_id, project_id, attempt, purpose, canonical_model, provider, model, tier, tags,
            input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, estimated, cost_nanos,
            uncached_cost_nanos, outcome, latency_micros, first_token_micros)
        VALUES ($1, $2, 'agent', $3, 'project', 1, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, 0, false, $13, $14, $15, 2000000, 500000)
        """,
        Guid.CreateVersion7(at),
        at,
        call.Execution,
        call.Purpose,
        call.Model,
        call.Provider,
        call.Model,
        call.Tier,
        call.Tags,
        call.Input,
        call.Cached,
        call.Output,
        call.Cost,
        call.Uncached ?? call.Cost,
        call.Outcome);

    /// <summary>
    /// Adds 400 calls of all sorts, spread over six days up to a day: some without a price, some of no project, some with tags,
    /// some failed. The same every time.
    /// </summary>
    public static Task AddManyAsync(this TestDatabase database, DateTimeOffset lastDay) => database.ExecuteAsync(
        """
        INSERT INTO ai_analytics (
            event_id, created_at, organisation_id, project_id, key_id, agent_id, execution_id, attempt, purpose, canonical_model, provider,
            model, tier, tags, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, estimated,
            price_id, cost_nanos, uncached_cost_nanos, outcome, latency_micros, first_token_micros)
        SELECT
            gen_random_uuid(), $1::timestamptz - (n * 1291 % 518400) * interval '1 second' - n * interval '1 microsecond',
            CASE WHEN n % 2 = 0 THEN 'org' END, CASE WHEN n % 3 > 0 THEN 'project-' || n % 3 END, CASE WHEN n % 5 > 0 THEN 'key-' || n % 5 END,
            CASE WHEN n % 4 > 0 THEN 'agent-' || n % 4 END, CASE WHEN n % 7 > 0 THEN 'run-' || n % 40 END, 1,
            CASE WHEN n % 11 = 0 THEN 'probe' ELSE 'chat' END, CASE WHEN n % 13 > 0 THEN 'canonical-' || n % 3 END, 'provider-' || n % 4,
            'model-' || n % 6, (ARRAY['fast', 'balanced', 'powerful', NULL])[1 + n % 4],
            (ARRAY['{}', '{red}', '{red,blue}', '{blue,blue,=sum}'])[1 + n % 4]::text[], n * 17 % 5000, n * 7 % 900, n * 3 % 200,
            n * 5 % 700, n % 100, n % 9 = 0, NULL, CASE WHEN n % 10 > 0 THEN n * 1234567891::bigint % 999999999999 END,
            CASE WHEN n % 10 > 0 THEN n * 1234567891::bigint % 999999999999 + n END,
            (ARRAY['ok', 'ok', 'failed', 'aborted', 'unknown'])[1 + n % 5], n * 1000, CASE WHEN n % 6 > 0 THEN n * 100 END
        FROM generate_series(1, 400) AS n
        """,
        lastDay);

    public static string Text(this decimal number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one call took.</summary>
internal sealed record CallRow(string Provider, string Model, long Input, long Output, long? Cost)
{
    public long Cached { get; init; }

    public long? Uncached { get; init; }

    public string? Tier { get; init; } = "balanced";

    public string Purpose { get; init; } = "chat";

    public string Outcome { get; init; } = "ok";

    public string? Execution { get; init; }

    public string[] Tags { get; init; } = [];
}
