using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Money;

namespace Routing.Tests.Money;

public class CostOfUsageTests
{
    private static readonly DateTimeOffset Spring = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Summer = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Price Base = new()
    {
        Input = TokenPrice.FromDollarsPerMillion(2m),
        CachedInput = TokenPrice.FromDollarsPerMillion(0.5m),
        CacheWrite = TokenPrice.FromDollarsPerMillion(2.5m),
        Output = TokenPrice.FromDollarsPerMillion(8m),
        ValidFrom = Spring,
    };

    [Fact]
    public void Prices_each_kind_of_token_by_its_own_rate()
    {
        var usage = new TokenUsage { InputTokens = 1_000, CachedInputTokens = 600, CacheWriteTokens = 100, OutputTokens = 50, ReasoningTokens = 40 };
        Assert.Equal((300 * 2_000L) + (600 * 500) + (100 * 2_500) + (50 * 8_000), Cost(usage, Summer, Base)!.Value.Value);
    }

    [Fact]
    public void Charges_fresh_input_for_cache_use_that_has_no_price()
    {
        var usage = new TokenUsage { InputTokens = 1_000, CachedInputTokens = 600, CacheWriteTokens = 100 };
        Assert.Equal(2_000_000, Cost(usage, Summer, Base with { CachedInput = null, CacheWrite = null })!.Value.Value);
    }

    [Fact]
    public void A_cache_write_kept_for_an_hour_costs_twice_the_input_where_one_for_minutes_costs_five_quarters()
    {
        var usage = new TokenUsage { InputTokens = 1_000, CacheWriteTokens = 300, HourCacheWriteTokens = 100 };
        Assert.Equal((700 * 2_000L) + (200 * 2_500) + (100 * 4_000), Cost(usage, Summer, Base)!.Value.Value);
        Assert.Equal(2_000_000, Cost(usage, Summer, Base with { CacheWrite = null })!.Value.Value);
    }

    [Fact]
    public void No_use_of_these_tokens_costs_more_than_the_bound()
    {
        var random = new Random(3);
        for (var i = 0; i < 1_000; i++)
        {
            var price = Base with
            {
                CachedInput = random.Next(2) == 0 ? null : new(random.NextInt64(10_000_000_000)),
                CacheWrite = random.Next(2) == 0 ? null : new(random.NextInt64(10_000_000_000)),
                PerRequest = new(random.Next(100)),
            };
            var input = random.Next(100_000);
            var cached = random.Next(input + 1);
            var written = random.Next(input - cached + 1);
            var usage = new TokenUsage
            {
                InputTokens = input,
                CachedInputTokens = cached,
                CacheWriteTokens = written,
                HourCacheWriteTokens = random.Next(written + 1),
                OutputTokens = random.Next(1_000),
            };

            Assert.InRange(CostOfUsage.Of(usage, price).Value, 0, CostOfUsage.AtMost(usage, price).Value);
        }
    }

    [Fact]
    public void Adds_the_amount_per_request() =>
        Assert.Equal(5, Cost(new(), Summer, Base with { PerRequest = new(5) })!.Value.Value);

    [Fact]
    public void Nothing_is_known_of_an_unpriced_deployment() => Assert.Null(Cost(new() { InputTokens = 1 }, Summer));

    [Fact]
    public void Nothing_is_known_before_the_first_price_holds() =>
        Assert.Null(Cost(new() { InputTokens = 1 }, Spring.AddTicks(-1), Base));

    [Fact]
    public void Free_is_zero_whatever_the_prices_say() => Assert.Equal(
        NanoDollars.Zero,
        CostOfUsage.Of(new() { InputTokens = 9 }, new() { Id = new(new("p"), "m"), IsFree = true, Prices = [Base] }, Summer));

    [Fact]
    public void The_price_of_the_moment_counts()
    {
        var dearer = Base with { ValidFrom = Summer, Input = TokenPrice.FromDollarsPerMillion(4m) };
        var usage = new TokenUsage { InputTokens = 1_000_000 };
        Assert.Equal(2m, Cost(usage, Summer.AddTicks(-1), dearer, Base)!.Value.Dollars);
        Assert.Equal(4m, Cost(usage, Summer, dearer, Base)!.Value.Dollars);
    }

    [Fact]
    public void A_long_prompt_pays_the_rate_for_long_prompts_once_it_exceeds_the_length()
    {
        var longer = Base with { ContextOver = 200_000, Input = TokenPrice.FromDollarsPerMillion(3m) };
        var longest = Base with { ContextOver = 500_000, Input = TokenPrice.FromDollarsPerMillion(6m) };
        Assert.Equal(0.4m, Cost(new() { InputTokens = 200_000 }, Summer, longest, longer, Base)!.Value.Dollars);
        Assert.Equal(0.600003m, Cost(new() { InputTokens = 200_001 }, Summer, longest, longer, Base)!.Value.Dollars);
        Assert.Equal(3.6m, Cost(new() { InputTokens = 600_000 }, Summer, longest, longer, Base)!.Value.Dollars);
    }

    [Fact]
    public void A_new_list_replaces_the_long_prompt_rate_of_the_old_one()
    {
        var oldLong = Base with { ContextOver = 100, Input = TokenPrice.FromDollarsPerMillion(9m) };
        var flat = Base with { ValidFrom = Summer };
        Assert.Equal(2m, Cost(new() { InputTokens = 1_000_000 }, Summer, Base, oldLong, flat)!.Value.Dollars);
    }

    [Fact]
    public void Counts_that_contradict_each_other_never_make_a_cost_negative()
    {
        var usage = new TokenUsage { InputTokens = 10, CachedInputTokens = 50, CacheWriteTokens = 50 };
        Assert.Equal(10 * 500, Cost(usage, Summer, Base)!.Value.Value);
    }

    private static NanoDollars? Cost(TokenUsage usage, DateTimeOffset at, params ImmutableArray<Price> prices) =>
        CostOfUsage.Of(usage, new() { Id = new(new("p"), "m"), Prices = prices }, at);
}
