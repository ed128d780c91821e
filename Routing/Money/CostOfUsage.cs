using Routing.Catalog;

namespace Routing.Money;

/// <summary>What an answer cost.</summary>
public static class CostOfUsage
{
    /// <summary>Prices the tokens of one answer.</summary>
    /// <param name="usage">The tokens.</param>
    /// <param name="deployment">Who answered.</param>
    /// <param name="at">When it was called; the price of that moment counts.</param>
    /// <returns>Zero for a free deployment; null for an unpriced one, never zero.</returns>
    /// <exception cref="OverflowException">The cost exceeds about 9.2 billion dollars.</exception>
    public static NanoDollars? Of(TokenUsage usage, Deployment deployment, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        if (deployment.IsFree)
        {
            return NanoDollars.Zero;
        }

        return PriceInForce.Find(deployment, usage.InputTokens, at) is { } price ? Of(usage, price) : null;
    }

    /// <summary>Prices the tokens of one answer by a given price. What has no price of its own in it costs what fresh input costs.</summary>
    public static NanoDollars Of(TokenUsage usage, Price price)
    {
        ArgumentNullException.ThrowIfNull(price);
        var cached = Math.Clamp(usage.CachedInputTokens, 0, usage.InputTokens);
        var written = Math.Clamp(usage.CacheWriteTokens, 0, usage.InputTokens - cached);
        return price.PerRequest
            + price.Input.For(usage.InputTokens - cached - written)
            + (price.CachedInput ?? price.Input).For(cached)
            + (price.CacheWrite ?? price.Input).For(written)
            + price.Output.For(usage.OutputTokens);
    }
}
