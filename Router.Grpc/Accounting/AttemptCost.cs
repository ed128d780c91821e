using System.Globalization;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Money;

namespace Router.Grpc.Accounting;

/// <summary>What an attempt costs, by the price in force when its request came.</summary>
/// <param name="Amount">The cost.</param>
/// <param name="PriceId">Identifies the price: its first day, and the prompt length it is for where it is for long ones.</param>
internal readonly record struct AttemptCost(NanoDollars Amount, string PriceId)
{
    /// <returns>Null when the deployment is unpriced, which is not the same as free.</returns>
    public static AttemptCost? Of(Attempt attempt, TokenUsage usage) =>
        Charge(attempt, usage, static (price, usage) => Sum(price, usage));

    /// <summary>The most that these tokens can cost: every input token at the dearest of the rates for input.</summary>
    public static AttemptCost? UpperBound(Attempt attempt, TokenUsage usage) =>
        Charge(attempt, usage, static (price, usage) =>
        {
            var input = Dearest(price.Input, Dearest(price.CachedInput ?? price.Input, price.CacheWrite ?? price.Input));
            return input.For(usage.InputTokens) + price.Output.For(usage.OutputTokens) + price.PerRequest;
        });

    private static AttemptCost? Charge(Attempt attempt, TokenUsage usage, Func<Price, TokenUsage, NanoDollars> sum)
    {
        var deployment = attempt.Candidate.Deployment;
        if (usage.TotalTokens == 0 && !attempt.Accepted && attempt.Outcome != AttemptOutcome.Unknown)
        {
            return new(NanoDollars.Zero, "");
        }

        if (PriceInForce.Of(deployment, attempt.Call.Time, usage.InputTokens) is { } price)
        {
            return new(sum(price, usage), IdOf(price));
        }

        return deployment.IsFree ? new(NanoDollars.Zero, "free") : null;
    }

    private static NanoDollars Sum(Price price, TokenUsage usage) =>
        price.Input.For(usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens)
        + (price.CachedInput ?? price.Input).For(usage.CachedInputTokens)
        + (price.CacheWrite ?? price.Input).For(usage.CacheWriteTokens)
        + price.Output.For(usage.OutputTokens)
        + price.PerRequest;

    private static TokenPrice Dearest(TokenPrice left, TokenPrice right) =>
        left.NanoDollarsPerMillion >= right.NanoDollarsPerMillion ? left : right;

    private static string IdOf(Price price)
    {
        var day = price.ValidFrom.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return price.ContextOver == 0 ? day : string.Create(CultureInfo.InvariantCulture, $"{day}>{price.ContextOver}");
    }
}
