using Aspire.Catalog.V1;
using Router.FunctionalTests.Running;
using StackExchange.Redis;
using TestKit;

namespace Router.FunctionalTests.Crash;

/// <summary>
/// Real processes under load, parts of which are killed: in the end the ledger has every call once, at what the provider charged.
/// Longer, with more callers and more that goes wrong where LONG_TESTS is 1.
/// </summary>
public sealed class LedgerCrashTests(LedgerStack stack) : IClassFixture<LedgerStack>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";
    private static readonly int Callers = IsLong ? 16 : 4;
    private static readonly int Calls = IsLong ? 2_000 : 20;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(IsLong ? 60 : 2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task PostgreSQL_is_killed_for_a_while_and_no_call_fails_or_is_lost()
    {
        using var folder = new TemporaryFolder();
        await using var router = await stack.StartRouterAsync(folder);
        await using var calls = new CountedCalls(router.Address, "outage-", Callers);
        await calls.AnsweredAsync(Calls);

        await stack.Postgres.KillAsync();
        await Task.WhenAll(calls.AnsweredAsync(Calls), Task.Delay(Outage));
        await stack.Postgres.RestartAsync();
        await calls.AnsweredAsync(Calls);
        await calls.StopAsync();

        Assert.Empty(calls.Broken);
        await HasEveryCallAsync("outage-", calls);
        Assert.Equal(0, await stack.RollUpErrorAsync());
    }

    [Fact]
    public async Task A_router_is_killed_and_what_was_in_flight_becomes_unknown_at_its_next_start()
    {
        const int Held = 5;
        using var folder = new TemporaryFolder();
        var router = await stack.StartRouterAsync(folder);
        await using var calls = new CountedCalls(router.Address, "killed-", Callers);
        await calls.AnsweredAsync(Calls);
        using var http = new HttpClient { BaseAddress = router.Address };
        using var answers = await HeldCalls.BeginAsync(http, "killed-held-", Held);
        var held = answers.Executions;

        await router.KillAsync();
        await calls.StopAsync();
        await router.DisposeAsync();
        await using var next = await stack.StartRouterAsync(folder);

        // Whoever was asked is in the books, also where the caller heard nothing.
        var asked = stack.Upstream.Requests.Select(request => Execution(request.Body)).Where(name => name.StartsWith("killed-", StringComparison.Ordinal));
        await Eventually.Is(async () => await AllThereAsync("killed-", [.. calls.Answered.Keys, .. held, .. asked]), Patience);
        var rows = await stack.RowsAsync("killed-");
        Assert.Equal(rows.Count, rows.Select(row => row.Execution).Distinct().Count());

        // A caller may have its whole answer a moment before the router has written so: what is in flight is one call a caller.
        var inFlight = held.Concat(calls.Broken.Keys).Concat(calls.Last).ToHashSet();
        var unknown = rows.Where(row => row.Outcome == "unknown").ToArray();
        Assert.Superset(held.ToHashSet(), unknown.Select(row => row.Execution).ToHashSet());
        Assert.Subset(inFlight, unknown.Select(row => row.Execution).ToHashSet());
        Assert.All(unknown, row => Assert.True(row.Estimated && row.CostNanos > 0));
        // And the router may have written so a moment before it dies, and its caller has not heard the end.
        foreach (var row in rows.Where(row => row.Outcome != "unknown"))
        {
            Assert.Equal(("ok", false), (row.Outcome, row.Estimated));
            Assert.True(calls.Answered.TryGetValue(row.Execution, out var charged) ? row.CostNanos == charged : inFlight.Contains(row.Execution), row.Execution);
        }
        Assert.Equal(0, await stack.RollUpErrorAsync());
    }

    [LongFact]
    public async Task A_router_is_killed_together_with_its_disk_and_others_book_what_it_had_open()
    {
        const int Held = 3;
        var folder = new TemporaryFolder();
        var router = await stack.StartRouterAsync(folder);
        using var http = new HttpClient { BaseAddress = router.Address };
        using var answers = await HeldCalls.BeginAsync(http, "gone-held-", Held);
        var held = answers.Executions;
        using var redis = await ConnectionMultiplexer.ConnectAsync(stack.Redis.ConnectionString);
        var database = redis.GetDatabase();
        await Eventually.Is(async () => (await MirroredAsync(database, "gone-held-")).Calls == Held, Patience);

        await router.KillAsync();
        await router.DisposeAsync();
        folder.Dispose();

        // As if it had not been heard of since 1970.
        await database.SortedSetAddAsync("aspire-routing:{usage}:routers", (await MirroredAsync(database, "gone-held-")).Router, 0);
        using var elsewhere = new TemporaryFolder();
        await using var next = await stack.StartRouterAsync(elsewhere);

        await Eventually.Is(async () => await AllThereAsync("gone-held-", held), Patience);
        var rows = await stack.RowsAsync("gone-held-");
        Assert.Equal(Held, rows.Count);
        Assert.All(rows, row => Assert.True(row is { Outcome: "unknown", Estimated: true, CostNanos: > 0 }));
        await Eventually.Is(async () => !await database.KeyExistsAsync("aspire-routing:{usage}:parked"), Patience);
    }

    [LongFact]
    public async Task A_router_that_must_go_while_the_catalog_is_away_leaves_its_usage_to_the_next_one()
    {
        using var folder = new TemporaryFolder();
        await using var router = await stack.StartRouterAsync(folder);
        await using var calls = new CountedCalls(router.Address, "parked-", Callers);
        await calls.AnsweredAsync(Calls);
        await stack.Catalog.KillAsync();
        await calls.AnsweredAsync(Calls);

        var end = router.TerminateAsync();
        await calls.StopAsync();
        Assert.Equal(0, await end);
        Assert.Empty(Directory.GetFiles(folder.In("spool"), "*.segment"));
        await stack.Catalog.StartAgainAsync();
        using var elsewhere = new TemporaryFolder();
        await using var next = await stack.StartRouterAsync(elsewhere);

        await HasEveryCallAsync("parked-", calls);
    }

    private static string Execution(string body)
    {
        var start = body.IndexOf("\"content\":\"", StringComparison.Ordinal) + "\"content\":\"".Length;
        return body[start..body.IndexOfAny([' ', '"'], start)];
    }

    private async Task HasEveryCallAsync(string prefix, CountedCalls calls)
    {
        await Eventually.Is(async () => await AllThereAsync(prefix, calls.Answered.Keys), Patience);
        var rows = await stack.RowsAsync(prefix);
        Assert.Equal(rows.Count, rows.Select(row => row.Execution).Distinct().Count());
        var answered = rows.Where(row => calls.Answered.ContainsKey(row.Execution)).ToArray();
        Assert.All(answered, row => Assert.Equal(("ok", false, calls.Answered[row.Execution]), (row.Outcome, row.Estimated, row.CostNanos)));
        Assert.Equal(calls.Answered.Values.Sum(), answered.Sum(row => row.CostNanos));
    }

    private async Task<bool> AllThereAsync(string prefix, IEnumerable<string> executions) =>
        (await stack.RowsAsync(prefix)).Select(row => row.Execution).ToHashSet().IsSupersetOf(executions);

    // The router whose copy has the calls of a prefix, and how many.
    private static async Task<(RedisValue Router, int Calls)> MirroredAsync(IDatabase database, string prefix)
    {
        foreach (var router in await database.SortedSetRangeByRankAsync("aspire-routing:{usage}:routers"))
        {
            var copy = (byte[]?)await database.StringGetAsync($"aspire-routing:{{usage}}:open:{router}") ?? [];
            var calls = IngestRequest.Parser.ParseFrom(copy).Events.Count(one => one.Attempt.Scope.ExecutionId.StartsWith(prefix, StringComparison.Ordinal));
            if (calls > 0)
            {
                return (router, calls);
            }
        }

        return default;
    }
}
