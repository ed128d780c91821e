using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Usage;

/// <summary>Sums equal the ledger at any moment: for events that come twice, late, from two routers at once, or are of unknown cost.</summary>
public sealed class RollUpTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly string[] Outcomes = ["ok", "failed", "aborted", "unknown"];

    private TestDatabase Database => fixture.Database;

    [Fact]
    public async Task Sums_equal_the_ledger_whatever_comes_twice_late_or_at_once()
    {
        var random = new Random(7);
        var batches = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 40).Select(_ => Event(random)).ToArray()).ToArray();

        // Every batch comes twice, at the same time as all others.
        await Task.WhenAll(batches.Concat(batches).Select(batch => Task.Run(() => fixture.Host.IngestAsync(batch))));

        await AssertEqualAsync("usage_hourly", "hour", "date_trunc('hour', created_at, 'UTC')");
        await AssertEqualAsync("usage_daily", "day", "(created_at AT TIME ZONE 'UTC')::date");
        Assert.Equal(
            await Database.ScalarAsync<string>("SELECT string_agg(tag || calls || ' ' || cost, ',' ORDER BY tag) FROM (SELECT tag, count(*) AS calls, sum(coalesce(cost_nanos, 0)) AS cost FROM ai_analytics, unnest(tags) AS tag GROUP BY tag) AS sums"),
            await Database.ScalarAsync<string>("SELECT string_agg(tag || calls || ' ' || cost, ',' ORDER BY tag) FROM (SELECT tag, sum(calls) AS calls, sum(cost_nanos) AS cost FROM usage_tags_daily GROUP BY tag) AS sums"));
    }

    [Fact]
    public async Task What_the_providers_cache_saved_is_the_difference_of_two_sums()
    {
        var cached = LedgerEvents.Attempt();
        cached.Attempt.Provider = "saver";
        cached.Attempt.CostNanos = 15;
        cached.Attempt.UncachedCostNanos = 150;
        var plain = LedgerEvents.Attempt();
        plain.Attempt.Provider = "saver";
        plain.Attempt.CostNanos = 150;

        await fixture.Host.IngestAsync(cached, plain);

        Assert.Equal(135, await Database.ScalarAsync<long>("SELECT sum(uncached_cost_nanos - cost_nanos)::bigint FROM usage_daily WHERE provider = 'saver'"));
    }

    private static LedgerEvent Event(Random random)
    {
        var happened = LedgerEvents.Attempt(DateTimeOffset.UtcNow.AddHours(-random.Next(72)));
        var attempt = happened.Attempt;
        attempt.Provider = $"provider-{random.Next(3)}";
        attempt.Scope = new() { KeyId = $"key-{random.Next(2)}" };
        attempt.Scope.Tags.AddRange(Enumerable.Range(0, random.Next(3)).Select(number => $"tag-{number}"));
        attempt.Outcome = Outcomes[random.Next(Outcomes.Length)];
        attempt.Estimated = random.Next(2) == 0;
        attempt.InputTokens = random.Next(1_000);
        attempt.CostNanos = random.Next(1_000_000);
        if (random.Next(5) == 0)
        {
            attempt.ClearCostNanos();
        }

        return happened;
    }

    private async Task AssertEqualAsync(string table, string bucket, string expression)
    {
        const string sums =
            """
            SELECT count(*), sum(calls)::bigint, sum(failed)::bigint, sum(aborted)::bigint, sum(unknown)::bigint, sum(estimated)::bigint, sum(unpriced)::bigint,
                sum(input_tokens)::bigint, sum(cost_nanos)::bigint, md5(string_agg(row::text, '|' ORDER BY row::text))
            """;
        var ledger = await Database.ScalarAsync<string>(
            $"""
            SELECT sums::text FROM ({sums} FROM (
                SELECT {expression} AS {bucket}, provider, key_id, count(*) AS calls, count(*) FILTER (WHERE outcome = 'failed') AS failed,
                    count(*) FILTER (WHERE outcome = 'aborted') AS aborted, count(*) FILTER (WHERE outcome = 'unknown') AS unknown,
                    count(*) FILTER (WHERE estimated) AS estimated, count(*) FILTER (WHERE cost_nanos IS NULL) AS unpriced,
                    sum(input_tokens)::bigint AS input_tokens, coalesce(sum(cost_nanos), 0)::bigint AS cost_nanos
                FROM ai_analytics WHERE key_id LIKE 'key-%' GROUP BY 1, 2, 3) AS row) AS sums
            """);
        Assert.Equal(
            ledger,
            await Database.ScalarAsync<string>(
                $"""
                SELECT sums::text FROM ({sums} FROM (
                    SELECT {bucket}, provider, key_id, calls, failed, aborted, unknown, estimated, unpriced, input_tokens, cost_nanos
                    FROM {table} WHERE key_id LIKE 'key-%') AS row) AS sums
                """));
    }
}
