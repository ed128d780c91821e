using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Money;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class CostBoundTests
{
    private const int Rounds = 20_000;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_usage_within_its_limits_costs_more_than_the_bound()
    {
        var random = new Random(20_261_128);
        for (var round = 0; round < Rounds; round++)
        {
            var deployment = Deployment(random);
            var (input, output) = (random.NextInt64(0, 300_000), random.NextInt64(0, 100_000));
            var usage = Within(random, input, output);

            if (CostBound.Of(deployment, input, output, Now) is { } bound)
            {
                var cost = CostOfUsage.Of(usage, deployment, Now);
                Assert.True(cost <= bound, $"{cost} exceeds {bound}: {usage} of {input} and {output} at {string.Join("; ", deployment.Prices)}");
            }
        }
    }

    [Fact]
    public void The_longest_output_is_the_longest_that_fits()
    {
        var random = new Random(20_261_129);
        for (var round = 0; round < Rounds; round++)
        {
            var deployment = Deployment(random);
            var input = random.NextInt64(0, 300_000);
            var money = new NanoDollars(random.NextInt64(0, 5_000_000_000));

            if (CostBound.LongestOutput(deployment, input, money, Now) is { } longest)
            {
                Assert.True(CostBound.Of(deployment, input, longest, Now) <= money);
                Assert.True(longest == int.MaxValue || CostBound.Of(deployment, input, longest + 1L, Now) > money);
            }
            else
            {
                Assert.False(CostBound.Of(deployment, input, 0, Now) <= money);
            }
        }
    }

    [Fact]
    public void Nothing_bounds_an_unpriced_deployment_and_nothing_is_what_a_free_one_costs()
    {
        Assert.Null(CostBound.Of(Of(), 1_000, 1_000, Now));
        Assert.Null(CostBound.LongestOutput(Of(), 1_000, NanoDollars.FromDollars(1_000), Now));
        Assert.Equal(NanoDollars.Zero, CostBound.Of(Of() with { IsFree = true }, 1_000, 1_000, Now));
        Assert.Equal(int.MaxValue, CostBound.LongestOutput(Of() with { IsFree = true }, 1_000, NanoDollars.Zero, Now));
    }

    [Fact]
    public void A_deployment_that_prices_long_prompts_alone_is_unpriced() =>
        Assert.Null(CostBound.Of(Of(Price(1, 1) with { ContextOver = 200_000 }), 250_000, 1_000, Now));

    [Fact]
    public void A_prompt_that_may_turn_out_shorter_is_bounded_by_the_dearer_price()
    {
        var deployment = Of(Price(10, 10), Price(1, 1) with { ContextOver = 1_000 });

        Assert.True(CostBound.Of(deployment, 2_000, 0, Now) >= CostOfUsage.Of(new() { InputTokens = 1_000 }, deployment, Now));
    }

    [Fact]
    public void Prices_of_another_time_do_not_count()
    {
        var past = Price(50, 50) with { ValidFrom = Now.AddYears(-1) };
        var future = Price(60, 60) with { ValidFrom = Now.AddTicks(1) };
        var current = Price(1, 2) with { ValidFrom = Now };

        Assert.Equal(CostBound.Of(Of(current), 5_000, 500, Now), CostBound.Of(Of(past, current, future), 5_000, 500, Now));
    }

    private static TokenUsage Within(Random random, long input, long output)
    {
        var used = random.NextInt64(0, input + 1);
        var cached = random.NextInt64(0, used + 1);
        var written = random.NextInt64(0, used - cached + 1);
        return new()
        {
            InputTokens = used,
            CachedInputTokens = cached,
            CacheWriteTokens = written,
            HourCacheWriteTokens = random.NextInt64(0, written + 1),
            OutputTokens = random.NextInt64(0, output + 1),
        };
    }

    private static Deployment Deployment(Random random) => Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Price(random.Next(0, 100), random.Next(0, 100)) with
    {
        Input = new(random.NextInt64(0, 90_000_000_000)),
        CachedInput = random.Next(2) == 0 ? null : new(random.NextInt64(0, 90_000_000_000)),
        CacheWrite = random.Next(2) == 0 ? null : new(random.NextInt64(0, 90_000_000_000)),
        PerRequest = new(random.NextInt64(0, 1_000)),
        ContextOver = random.Next(3) == 0 ? random.Next(1, 250_000) : 0,
        ValidFrom = Now.AddDays(random.Next(-2, 2)),
    })]);

    private static Deployment Of(params ImmutableArray<Price> prices) => new() { Id = new(new("p"), "m"), Prices = prices };

    private static Price Price(decimal input, decimal output) =>
        new() { Input = TokenPrice.FromDollarsPerMillion(input), Output = TokenPrice.FromDollarsPerMillion(output) };
}
