using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using TestKit;

namespace Catalog.FunctionalTests.Usage;

public sealed class IngestTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private TestDatabase Database => fixture.Database;

    [Fact]
    public async Task Events_are_stored_and_acknowledged_by_id()
    {
        var attempt = Attempt();
        var decision = Decision();

        var answer = await SendAsync(attempt, decision);

        Assert.Equal([attempt.EventId, decision.EventId], answer.Stored);
        Assert.Empty(answer.Rejected);
        Assert.Equal(0.001234567m, await Database.ScalarAsync<decimal>("SELECT cost_usd FROM ai_analytics WHERE event_id = $1", Guid.Parse(attempt.EventId)));
        Assert.Equal(
            """{ "letter": "by letter" }""",
            await Database.ScalarAsync<string>("SELECT decision::text FROM orchestration_executions WHERE event_id = $1", Guid.Parse(decision.EventId)));
    }

    [Fact]
    public async Task An_event_sent_twice_is_stored_once()
    {
        var attempt = Attempt();

        await SendAsync(attempt, attempt);
        var again = await SendAsync(attempt);

        Assert.Equal([attempt.EventId], again.Stored);
        Assert.Equal(1, await Database.ScalarAsync<long>("SELECT count(*) FROM ai_analytics WHERE event_id = $1", Guid.Parse(attempt.EventId)));
    }

    [Fact]
    public async Task The_time_of_an_event_is_the_one_in_its_id()
    {
        var at = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-200) + new TimeSpan(5, 6, 7), TimeSpan.Zero);
        var attempt = Attempt(at);

        await SendAsync(attempt);

        Assert.Equal(at.UtcDateTime, await Database.ScalarAsync<DateTime>("SELECT created_at FROM ai_analytics WHERE event_id = $1", Guid.Parse(attempt.EventId)));
    }

    [Fact]
    public async Task Unpriced_is_stored_as_unknown_cost()
    {
        var attempt = Attempt();
        attempt.Attempt.ClearCostNanos();

        await SendAsync(attempt);

        Assert.True(await Database.ScalarAsync<bool>("SELECT cost_usd IS NULL FROM ai_analytics WHERE event_id = $1", Guid.Parse(attempt.EventId)));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_rejected_with_its_reason_and_keeps_nothing_else_out()
    {
        var good = Attempt();
        var notAnId = Attempt();
        notAnId.EventId = "event-1";
        var random = Attempt();
        random.EventId = Guid.NewGuid().ToString();
        var negative = Attempt();
        negative.Attempt.CostNanos = -1;
        var nul = Attempt();
        nul.Attempt.Intent = "a\0b";
        var notJson = Decision();
        notJson.Decision.DecisionJson = "{";
        var neither = new LedgerEvent { EventId = Guid.CreateVersion7().ToString() };

        var answer = await SendAsync(notAnId, random, negative, nul, notJson, neither, good);

        Assert.Equal([good.EventId], answer.Stored);
        Assert.Equal(
            [notAnId.EventId, random.EventId, negative.EventId, nul.EventId, notJson.EventId, neither.EventId],
            answer.Rejected.Select(rejected => rejected.EventId));
        Assert.All(answer.Rejected, rejected => Assert.EndsWith(".", rejected.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_only_the_database_can_refuse_is_found_among_the_others()
    {
        var events = Enumerable.Range(0, 20).Select(_ => Decision()).ToArray();
        events[13].Decision.DecisionJson = $"\"{new string('x', 10)}\\ud800\"";
        events[7].Decision.Hash = "\ud800";

        var answer = await SendAsync(events);

        Assert.Equal(20, answer.Stored.Count + answer.Rejected.Count);
        Assert.True(answer.Stored.Count >= 18);
    }

    [Fact]
    public async Task More_events_than_a_batch_may_have_are_refused()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => SendAsync([.. Enumerable.Range(0, 1_001).Select(_ => Attempt())]));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task Todays_events_go_to_a_partition_of_today()
    {
        var attempt = Attempt();

        await SendAsync(attempt);

        // The host may still be making the first partitions, which take in what came before them.
        await Eventually.Is(async () => (await TableOfAsync(attempt)).StartsWith("ai_analytics_2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partition_made_late_takes_its_rows_out_of_the_default_one()
    {
        var day = DateTimeOffset.UtcNow.AddDays(-60);
        var attempt = Attempt(day);
        await SendAsync(attempt);
        Assert.Equal("ai_analytics_default", await TableOfAsync(attempt));

        await Database.ExecuteAsync("SELECT ensure_ledger_partitions($1, 1)", DateOnly.FromDateTime(day.UtcDateTime));

        Assert.Equal($"ai_analytics_{day.UtcDateTime:yyyyMMdd}", await TableOfAsync(attempt));
    }

    [Fact]
    public async Task A_partition_made_at_the_same_moment_keeps_no_event_out()
    {
        var first = DateTimeOffset.UtcNow.AddDays(100);
        for (var day = first; day < first.AddDays(20); day = day.AddDays(1))
        {
            var events = Enumerable.Range(0, 50).Select(_ => Attempt(day)).ToArray();
            var making = Database.ExecuteAsync("SELECT ensure_ledger_partitions($1, 1)", DateOnly.FromDateTime(day.UtcDateTime));
            var answers = await Task.WhenAll(events.Chunk(5).Select(SendAsync));
            await making;

            Assert.Empty(answers.SelectMany(answer => answer.Rejected));
            Assert.Equal($"ai_analytics_{day.UtcDateTime:yyyyMMdd}", await TableOfAsync(events[^1]));
        }
    }

    [Fact]
    public async Task The_monitoring_queries_people_know_run_unchanged()
    {
        await SendAsync(Attempt(), Decision());

        var provider = await Database.ScalarAsync<string>(
            """
            SELECT
              provider,
              COUNT(*) as calls,
              SUM(cost_usd) as total_cost
            FROM ai_analytics
            WHERE created_at > NOW() - INTERVAL '24 hours'
            GROUP BY provider
            ORDER BY calls DESC;
            """);
        var tier = await Database.ScalarAsync<string>(
            """
            SELECT
              tier,
              provider,
              model,
              COUNT(*) as count
            FROM orchestration_executions
            WHERE created_at > NOW() - INTERVAL '24 hours'
            GROUP BY tier, provider, model
            ORDER BY count DESC;
            """);

        Assert.Equal(("kimi", "balanced"), (provider, tier));
    }

    private static LedgerEvent Attempt(DateTimeOffset? at = null) => LedgerEvents.Attempt(at);

    private static LedgerEvent Decision() => LedgerEvents.Decision();

    private Task<string> TableOfAsync(LedgerEvent one) =>
        Database.ScalarAsync<string>("SELECT tableoid::regclass::text FROM ai_analytics WHERE event_id = $1", Guid.Parse(one.EventId));

    private Task<IngestResponse> SendAsync(params LedgerEvent[] events) => fixture.Host.IngestAsync(events);
}
