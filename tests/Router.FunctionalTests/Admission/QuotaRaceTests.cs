using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Grpc.Admission.Quotas;
using ServiceDefaults.Quotas;
using ServiceDefaults.Redis;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Admission;

/// <summary>Three routers and one limit, on real servers.</summary>
public sealed class QuotaRaceTests
{
    private const int Limit = 200;
    // Without an answer in time a router goes by its share, which is not what is counted here.
    private static readonly PatientClock Patient = new();

    [Theory]
    [EveryRedis]
    public async Task Routers_that_race_let_through_the_limit_and_not_one_more(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        var subject = $"key_{Guid.NewGuid():N}/requests";
        var spent = new ConcurrentBag<long>();

        var routers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => new OneRouter(await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString), subject)));
        try
        {
            await Task.WhenAll(routers.SelectMany(router => Enumerable.Range(0, 8).Select(async _ =>
            {
                // Until it is refused: a minute may end in between, so the count is by the minute.
                while (await router.Meter.SpendAsync(1, Limit, CancellationToken.None) is { } one)
                {
                    spent.Add(one.Window);
                }
            })));
        }
        finally
        {
            await Task.WhenAll(routers.Select(router => router.Connection.CloseAsync()));
        }

        var windows = spent.CountBy(window => window).ToArray();
        Assert.All(windows, window => Assert.InRange(window.Value, 1, Limit));
        Assert.Contains(windows, window => window.Value == Limit);
    }

    [Theory]
    [EveryRedis]
    public async Task Away_from_the_limit_most_requests_ask_nobody(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        var router = new OneRouter(await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString), $"key_{Guid.NewGuid():N}/requests");
        var atOnce = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var spending = router.Meter.SpendAsync(1, 100_000, CancellationToken.None);
            atOnce += spending.IsCompleted ? 1 : 0;
            Assert.NotNull(await spending);
        }

        await router.Connection.CloseAsync();
        Assert.InRange(atOnce, 990, 1_000);
    }

    [Fact]
    public async Task A_grant_that_comes_when_its_window_is_over_refuses_nobody()
    {
        await using var redis = await RedisServer.StartAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.PatientConnectionString);
        var clock = new FakeClock(DateTimeOffset.UnixEpoch);
        var link = new QuotaLink(Patient, NullLogger<QuotaLink>.Instance, new QuotaStore(new RedisGate(connection, Patient), Patient));
        // The server proves itself with the first question, which needs its answers.
        Assert.NotNull(await new QuotaMeter("other/requests", link, clock).SpendAsync(1, Limit, CancellationToken.None));

        redis.Pause();
        var spending = new QuotaMeter("key/requests", link, clock).SpendAsync(1, Limit, CancellationToken.None);
        clock.Advance(QuotaStore.Window);
        redis.Resume();

        Assert.NotNull(await spending);
    }

    [Theory]
    [EveryRedis]
    public async Task What_one_router_spent_beyond_its_grant_the_others_are_short_of(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var store = new QuotaStore(new RedisGate(connection, Patient), Patient);
        var subject = $"key_{Guid.NewGuid():N}/tokens";

        var first = await store.LeaseAsync("a", subject, limit: 100, want: 10, charge: default, CancellationToken.None);
        var second = await store.LeaseAsync("a", subject, limit: 100, want: 10, charge: new(85, first.Window), CancellationToken.None);
        var third = await store.LeaseAsync("b", subject, limit: 100, want: 10, charge: default, CancellationToken.None);

        await connection.CloseAsync();
        Assert.Equal(10, first.Granted);
        Assert.InRange(first.Left, TimeSpan.Zero, QuotaStore.Window);
        if (first.Window == third.Window)
        {
            Assert.Equal((5L, 0L, 100L), (second.Granted, third.Granted, third.Used));
        }
    }

    [Theory]
    [EveryRedis]
    public async Task What_was_spent_in_a_minute_that_is_over_lessens_no_other(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var store = new QuotaStore(new RedisGate(connection, Patient), Patient);

        var grant = await store.LeaseAsync("a", $"key_{Guid.NewGuid():N}/tokens", limit: 100, want: 10, charge: new(95, Window: 0), CancellationToken.None);

        await connection.CloseAsync();
        Assert.Equal((10L, 10L), (grant.Granted, grant.Used));
    }

    [Fact]
    public async Task While_nobody_keeps_count_a_router_keeps_to_its_share_and_says_so()
    {
        var clock = new FakeClock(new DateTimeOffset(2026, 3, 14, 12, 0, 5, TimeSpan.Zero));
        var link = new QuotaLink(clock, NullLogger<QuotaLink>.Instance, new QuotaStore(new RedisGate(null, clock), clock));
        var meter = new QuotaMeter("key/requests", link, clock);

        Assert.Equal(3, await SpendAllAsync(meter));
        Assert.Equal(HealthStatus.Degraded, (await new QuotaHealthCheck(link).CheckHealthAsync(new())).Status);
        clock.Advance(TimeSpan.FromSeconds(54));
        Assert.Equal(0, await SpendAllAsync(meter));
        Assert.Equal(TimeSpan.FromSeconds(1), meter.RetryAfter());
        clock.Advance(TimeSpan.FromSeconds(2));

        // Whoever was refused a moment ago need not wait for the end of this minute too.
        Assert.Equal(TimeSpan.FromMilliseconds(1), meter.RetryAfter());
        Assert.Equal(3, await SpendAllAsync(meter));

        static async Task<int> SpendAllAsync(QuotaMeter meter)
        {
            var spent = 0;
            while (await meter.SpendAsync(1, 3, CancellationToken.None) is not null)
            {
                spent++;
            }

            return spent;
        }
    }

    [Fact]
    public async Task A_share_taken_in_the_last_moment_of_a_minute_ends_with_it()
    {
        var clock = new LastMoment();
        var meter = new QuotaMeter("key/requests", new QuotaLink(new FakeClock(), NullLogger<QuotaLink>.Instance), clock);

        Assert.NotNull(await meter.SpendAsync(1, 3, CancellationToken.None));

        Assert.Equal(TimeSpan.FromMilliseconds(1), meter.RetryAfter());
    }

    [Theory]
    [InlineData("12:00:59.998", "12:01:00")]
    [InlineData("12:01:00", "12:01:00")]
    public void Nobody_is_told_to_come_back_before_the_limit_counts_anew(string reset, string told) =>
        Assert.Equal($"2026-12-01T{told}Z", QuotaHeaders.FullSecond(DateTimeOffset.Parse($"2026-12-01T{reset}Z", CultureInfo.InvariantCulture)));

    /// <summary>Between any two looks at it the year ends.</summary>
    private sealed class LastMoment : TimeProvider
    {
        private DateTimeOffset _now = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-2);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddTicks(1);

        public override long GetTimestamp() => 1;
    }

    private sealed record OneRouter(ConnectionMultiplexer Connection, string Subject)
    {
        public QuotaMeter Meter { get; } = new(
            Subject,
            new QuotaLink(TimeProvider.System, NullLogger<QuotaLink>.Instance, new QuotaStore(new RedisGate(Connection, Patient), Patient)),
            TimeProvider.System);
    }
}
