using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace ServiceDefaults.Tests.Budgets;

/// <summary>Counters of budgets on real servers: what is sent twice, late or in another order counts once.</summary>
public sealed class BudgetStoreTests
{
    private static readonly NanoDollars Limit = new(100);

    [Theory, EveryRedis]
    public async Task A_loan_that_is_sent_again_is_lent_once(RedisKind kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var first = await counter.TakeAsync(new("a", 1, null), 30);

        var again = await counter.TakeAsync(new("a", 1, null), 30);
        var next = await counter.TakeAsync(new("a", 2, first.Count), 30);

        Assert.Equal((TakeOutcome.Granted, new NanoDollars(30), new NanoDollars(30)), (first.Outcome, first.Granted, first.Counted));
        Assert.Equal(first, again);
        Assert.Equal((TakeOutcome.Granted, new NanoDollars(60)), (next.Outcome, next.Counted));
        Assert.Equal(60, await counter.CountedAsync());
    }

    [Theory, EveryRedis]
    public async Task A_loan_that_comes_after_it_was_refused_lends_nothing(RedisKind kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var all = await counter.TakeAsync(new("a", 1, null), 100);
        Assert.Equal(TakeOutcome.Refused, (await counter.TakeAsync(new("b", 1, null), 30)).Outcome);
        await counter.Store.MoveAsync(counter.Key, new("a", 2, all.Count), new(-100), default);

        // The same call once more, on its way since before the refusal.
        var late = await counter.TakeAsync(new("b", 1, null), 30);

        Assert.Equal((TakeOutcome.Refused, 0), (late.Outcome, await counter.CountedAsync()));
    }

    [Theory, EveryRedis]
    public async Task A_move_that_is_sent_again_or_late_is_made_once(RedisKind kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var loan = await counter.TakeAsync(new("a", 1, null), 50);
        var move = new BudgetMove("a", 2, loan.Count);

        Assert.True(await counter.Store.MoveAsync(counter.Key, move, new(-20), default));
        Assert.True(await counter.Store.MoveAsync(counter.Key, move, new(-20), default));
        await counter.TakeAsync(new("a", 3, loan.Count), 10);
        await counter.Store.MoveAsync(counter.Key, move, new(-20), default);

        Assert.Equal(40, await counter.CountedAsync());
    }

    [Theory, EveryRedis]
    public async Task What_was_lent_before_the_window_was_counted_anew_is_not_lent_by_sending_it_again(RedisKind kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var loan = await counter.TakeAsync(new("a", 1, null), 30);
        await counter.CountAnewAsync(loan.Count, ledger: 10);

        Assert.Equal(TakeOutcome.Refused, (await counter.TakeAsync(new("a", 1, null), 30)).Outcome);
        Assert.False(await counter.Store.MoveAsync(counter.Key, new("a", 2, loan.Count), new(-30), default));
        Assert.Equal(10, await counter.CountedAsync());
    }

    [Theory, EveryRedis]
    public async Task Who_joins_while_the_ledger_is_asked_is_counted_and_who_joins_later_puts_the_count_in_doubt(RedisKind kind)
    {
        await using var counter = await Counter.OpenAsync(kind);
        var loan = await counter.TakeAsync(new("a", 1, null), 30);
        var (count, _) = await counter.Store.BeginAsync(counter.Key, loan.Count, "r1", default);

        await counter.Store.JoinAsync(counter.Key, count, "r1", new(30), [], default);
        Assert.Equal(OpenOutcome.JoinedMeanwhile, await counter.Store.OpenAsync(counter.Key, count, joined: 0, new(20), default));
        Assert.Equal(OpenOutcome.Open, await counter.Store.OpenAsync(counter.Key, count, joined: 1, new(20), default));
        Assert.Equal(TakeOutcome.Refused, (await counter.TakeAsync(new("b", 1, null), 60)).Outcome);

        await counter.Store.JoinAsync(counter.Key, count, "r2", new(20), [], default);
        Assert.Equal(TakeOutcome.Doubtful, (await counter.TakeAsync(new("b", 2, null), 60)).Outcome);

        await counter.CountAnewAsync(count, ledger: 20);
        Assert.Equal(TakeOutcome.Granted, (await counter.TakeAsync(new("b", 3, null), 60)).Outcome);
    }

    /// <summary>A counter that no other test has.</summary>
    private sealed class Counter(ConnectionMultiplexer connection, RedisGate gate, FakeClock clock) : IAsyncDisposable
    {
        public BudgetStore Store { get; } = new(gate, clock);

        public BudgetKey Key { get; } = BudgetKey.Of(
            new() { Id = "b-" + Guid.NewGuid().ToString("N")[..12], Scope = new(BudgetScopeKind.Key, "k"), Period = BudgetPeriod.Total, Limit = Limit },
            clock.GetUtcNow());

        public static async Task<Counter> OpenAsync(RedisKind kind)
        {
            var connection = await ConnectionMultiplexer.ConnectAsync((await RedisServer.SharedAsync(kind)).PatientConnectionString);
            // It stands still, so that no deadline strikes on a busy machine.
            var clock = new FakeClock(TimeProvider.System.GetUtcNow());
            var counter = new Counter(connection, new(connection, clock), clock);
            await counter.CountAnewAsync(replaced: null, ledger: 0);
            return counter;
        }

        public Task<TakeAnswer> TakeAsync(BudgetMove move, long amount) => Store.TakeAsync(Key, move, Limit, [new(amount)], default);

        public async Task<long> CountedAsync() => (await Store.CountedAsync(Key, default))!.Value.Value;

        public async Task CountAnewAsync(string? replaced, long ledger)
        {
            var (count, _) = await Store.BeginAsync(Key, replaced, "counting", default);
            await Store.OpenAsync(Key, count, joined: 0, new(ledger), default);
        }

        public async ValueTask DisposeAsync()
        {
            gate.Dispose();
            await connection.CloseAsync();
        }
    }
}
