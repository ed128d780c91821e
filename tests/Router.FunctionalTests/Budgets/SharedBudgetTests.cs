using Router.Grpc.Admission.Budgets;
using Routing.Money;
using Routing.Money.Budgets;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>Three routers, each with state of its own, spend one budget.</summary>
public sealed class SharedBudgetTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    // It hears nothing and says nothing of its own accord, as one whose process hangs.
    private static readonly BudgetTiming Deaf = new() { Upkeep = TimeSpan.FromHours(1) };

    public static TheoryData<RedisKind, long> Limits
    {
        get
        {
            var data = new TheoryData<RedisKind, long>();
            foreach (var kind in EveryRedisAttribute.All)
            {
                // $99,999.999999999, $100,000.000000001, and the largest budget.
                data.Add(kind, 99_999_999_999_999);
                data.Add(kind, 100_000_000_000_001);
                data.Add(kind, Budget.Largest.Value);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Limits))]
    public async Task A_hard_budget_is_never_exceeded_and_spent_to_the_last_billionth(RedisKind kind, long limit)
    {
        await using var fleet = await BudgetFleet.StartAsync(kind, new(limit));
        var spree = new Spree(fleet.Routers, new(limit));

        await spree.RunAsync();

        Assert.True(spree.Most.Value <= limit, $"{spree.Most} of {new NanoDollars(limit)} were spent and set aside");
        Assert.True(spree.Served > 250, $"only {spree.Served} were served");

        // Whatever is left is lent to whoever asks for exactly that, and not a billionth more.
        var left = limit - spree.Settled.Value;
        Assert.Null(await fleet.Routers[1].BeginAsync(new(left + 1)));
        (await fleet.GrantedAsync(2, new(left))).End(new(left));
        Assert.Null(await fleet.Routers[0].BeginAsync(new(1)));
        Assert.Equal(limit, (await fleet.CountedAsync()).Value);
    }

    [Theory, EveryRedis]
    public async Task A_store_that_is_wiped_is_counted_anew_before_it_lends(RedisKind kind)
    {
        var limit = NanoDollars.FromDollars(1_000);
        await using var fleet = await BudgetFleet.StartAsync(kind, limit, alone: true);
        var spree = new Spree(fleet.Routers, limit);
        var spending = spree.RunAsync();
        await Eventually.Is(() => spree.Settled.Value > limit.Value / 4, Deadline);

        await fleet.Redis.WipeAsync();
        await spending;

        Assert.True(spree.Most <= limit, $"{spree.Most} of {limit} were spent and set aside");

        // Exactly: neither forgotten nor counted twice.
        var left = limit - spree.Settled;
        Assert.Null(await fleet.Routers[1].BeginAsync(left + new NanoDollars(1)));
        await fleet.GrantedAsync(2, left);
    }

    [Theory, EveryRedis]
    public async Task Without_the_store_what_a_router_holds_is_spent_and_then_nothing(RedisKind kind)
    {
        // A router that gives back on its own accord, be it for a loan whose answer came late, would not hold what it held a moment ago.
        await using var fleet = await BudgetFleet.StartAsync(kind, NanoDollars.FromDollars(64), alone: true, Deaf);
        var request = NanoDollars.FromDollars(0.1m);
        Assert.NotNull(await fleet.Routers[0].BeginAsync(request));
        var held = fleet.Routers[0].Lease.Free;
        Assert.True(held > request);

        fleet.Redis.Pause();
        try
        {
            Assert.Equal(Funding.Done, (await fleet.Routers[0].TryBeginAsync(held)).Funding);
            Assert.Equal(Funding.Unavailable, (await fleet.Routers[0].TryBeginAsync(request)).Funding);
            Assert.Equal(Funding.Unavailable, (await fleet.Routers[1].TryBeginAsync(request)).Funding);
        }
        finally
        {
            fleet.Redis.Resume();
        }

        await Eventually.Is(async () => await fleet.Routers[0].BeginAsync(request) is not null, Deadline);
    }

    [Theory, EveryRedis]
    public async Task A_loan_whose_answer_came_too_late_is_lent_once_and_comes_back(RedisKind kind)
    {
        var limit = NanoDollars.FromDollars(64);
        await using var fleet = await BudgetFleet.StartAsync(kind, limit, alone: true);
        (await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.1m)))!.End(NanoDollars.Zero);

        fleet.Redis.Pause();
        try
        {
            // The server has it in its buffer, and carries it out when it goes on.
            Assert.Equal(Funding.Unavailable, (await fleet.Routers[1].TryBeginAsync(NanoDollars.FromDollars(0.1m))).Funding);
        }
        finally
        {
            fleet.Redis.Resume();
        }

        Assert.Null(await fleet.Routers[2].BeginAsync(limit + new NanoDollars(1)));
        await fleet.GrantedAsync(2, limit);
        Assert.Equal(limit, await fleet.CountedAsync());
    }

    [Theory, EveryRedis]
    public async Task What_is_settled_while_the_store_does_not_answer_is_settled_once(RedisKind kind)
    {
        await using var fleet = await BudgetFleet.StartAsync(kind, NanoDollars.FromDollars(64), alone: true);
        var spending = await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.5m));
        var unused = await fleet.Routers[1].BeginAsync(NanoDollars.FromDollars(0.5m));

        fleet.Redis.Pause();
        try
        {
            // One owes money and says so at once, the other may give some back and is asked to.
            spending!.End(NanoDollars.FromDollars(3));
            fleet.Routers[1].Lease.Scarcity.Note();
            unused!.End(NanoDollars.Zero);
            await Eventually.Is(() => fleet.Routers[..2].All(router => router.Lease.Unsure is not null), Deadline);
        }
        finally
        {
            fleet.Redis.Resume();
        }

        await Eventually.Is(async () => await fleet.CountedAsync() == NanoDollars.FromDollars(3), Deadline);
        await Eventually.Is(() => fleet.Routers[..2].All(router => router.Lease is { HoldsAnything: false, Free.Value: 0 }), Deadline);
        Assert.Equal(NanoDollars.FromDollars(3), await fleet.CountedAsync());
    }

    [Fact]
    public async Task Unused_money_goes_back_when_others_need_it()
    {
        var limit = NanoDollars.FromDollars(64);
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, limit);
        var (first, second) = (fleet.Routers[0], fleet.Routers[1]);
        Assert.NotNull(await first.BeginAsync(new(1_000_000)));
        Assert.NotNull(await second.BeginAsync(new(1_000_000)));
        Assert.True(first.Lease.Free.Value > 0);
        Assert.True(second.Lease.Free.Value > 0);

        // All but the two millionths that are in use.
        await fleet.GrantedAsync(2, limit - new NanoDollars(2_000_000));
        Assert.Null(await fleet.Routers[2].BeginAsync(new(1)));
    }

    [Fact]
    public async Task Unused_money_goes_back_when_nobody_asks_for_it_and_when_the_router_stops()
    {
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, NanoDollars.FromDollars(64));
        (await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.1m)))!.End(NanoDollars.FromDollars(0.03m));
        await Eventually.Is(async () => await fleet.CountedAsync() == NanoDollars.FromDollars(0.03m), Deadline);

        (await fleet.Routers[2].BeginAsync(NanoDollars.FromDollars(0.1m)))!.End(NanoDollars.FromDollars(0.04m));
        await fleet.Routers[2].DisposeAsync();

        // The store may take it in a moment after the router has gone.
        await Eventually.Is(async () => await fleet.CountedAsync() == NanoDollars.FromDollars(0.07m), Deadline);
    }

    [Fact]
    public async Task What_a_router_held_when_it_died_is_free_again_when_it_is_started_anew()
    {
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, NanoDollars.FromDollars(1));
        var dead = Guid.NewGuid();
        await fleet.DieAsync(dead, NanoDollars.FromDollars(0.5m));
        Assert.Null(await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.6m)));

        await using var again = await fleet.StartAnotherAsync(dead);

        await fleet.GrantedAsync(0, NanoDollars.FromDollars(0.6m));
    }

    [Fact]
    public async Task A_router_that_cannot_be_asked_is_counted_by_what_it_said_last()
    {
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, NanoDollars.FromDollars(1));
        fleet.Tell(Guid.NewGuid(), NanoDollars.FromDollars(0.5m));

        Assert.Null(await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.6m)));
        Assert.NotNull(await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.5m)));
    }

    [Theory, EveryRedis]
    public async Task What_a_router_has_just_borrowed_is_counted_anew_though_it_hangs(RedisKind kind)
    {
        await using var fleet = await BudgetFleet.StartAsync(kind, NanoDollars.FromDollars(1), alone: true);
        await using var hanging = await fleet.StartAnotherAsync(Guid.NewGuid(), Deaf);
        Assert.NotNull(await hanging.BeginAsync(NanoDollars.FromDollars(0.3m)));
        Assert.NotNull(await hanging.BeginAsync(NanoDollars.FromDollars(0.2m)));

        await fleet.Redis.WipeAsync();

        Assert.Null(await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.51m)));

        // But for what it might have borrowed meanwhile.
        await fleet.GrantedAsync(0, NanoDollars.FromDollars(0.4m));
    }

    [Fact]
    public async Task Without_the_catalog_what_is_left_is_lent()
    {
        var limit = NanoDollars.FromDollars(1);
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, limit);
        // Once all of it was lent, no count is open or in doubt that only the catalog could settle.
        (await fleet.GrantedAsync(0, limit)).End(NanoDollars.Zero);
        await fleet.LoseCatalogAsync();

        Assert.NotNull(await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.5m)));
        await fleet.GrantedAsync(1, NanoDollars.FromDollars(0.5m));
        Assert.Null(await fleet.Routers[1].BeginAsync(new(1)));
    }

    [Fact]
    public async Task A_counter_is_not_asked_for_every_request()
    {
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, NanoDollars.FromDollars(1_000));
        var router = fleet.Routers[0];
        Assert.NotNull(await router.BeginAsync(NanoDollars.FromDollars(0.01m)));
        var before = router.Lease.NextMove().Number;

        for (var i = 0; i < 200; i++)
        {
            (await router.BeginAsync(NanoDollars.FromDollars(0.01m)))!.End(NanoDollars.FromDollars(0.001m));
        }

        // However long that takes, what is too much is given back a few times and no more.
        Assert.InRange(router.Lease.NextMove().Number, before, before + 20);
    }

    [Fact]
    public async Task More_than_was_set_aside_is_counted_all_the_same()
    {
        await using var fleet = await BudgetFleet.StartAsync(RedisKind.Garnet, NanoDollars.FromDollars(1));
        var spending = await fleet.Routers[0].BeginAsync(NanoDollars.FromDollars(0.5m));

        spending!.End(NanoDollars.FromDollars(3));

        await Eventually.Is(async () => (await fleet.CountedAsync()) == NanoDollars.FromDollars(3), Deadline);
        Assert.Null(await fleet.Routers[1].BeginAsync(new(1)));
    }
}
