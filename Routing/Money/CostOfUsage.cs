using Routing.Catalog;

namespace Routing.Money;

/// <summary>What an answer cost.</summary>
public static class CostOfUsage
{
    // Each is rounded up by itself.
    private const int KindsOfInput = 4;

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
        var hour = Math.Clamp(usage.HourCacheWriteTokens, 0, written);
        return price.PerRequest
            + price.Input.For(usage.InputTokens - cached - written)
            + (price.CachedInput ?? price.Input).For(cached)
            + (price.CacheWrite ?? price.Input).For(written - hour)
            + HourWrite(price).For(hour)
            + price.Output.For(usage.OutputTokens);
    }

    /// <summary>The most that these tokens can cost by a given price: every input token at the dearest of the rates for input.</summary>
    public static NanoDollars AtMost(TokenUsage usage, Price price)
    {
        ArgumentNullException.ThrowIfNull(price);
        var dearest = Dearer(Dearer(price.Input, price.CachedInput ?? price.Input), Dearer(price.CacheWrite ?? price.Input, HourWrite(price)));
        return price.PerRequest + dearest.For(usage.InputTokens) + price.Output.For(usage.OutputTokens) + new NanoDollars(KindsOfInput - 1);
    }

    // https://platform.claude.com/docs/en/build-with-claude/prompt-caching: 1.25 times the input rate for five minutes, twice for an
    // hour. The catalog keeps the former; nobody else tells the two apart.
    private static TokenPrice HourWrite(Price price) =>
        price.CacheWrite is { } write ? new((write.NanoDollarsPerMillion * 8 + 4) / 5) : price.Input;

    private static TokenPrice Dearer(TokenPrice left, TokenPrice right) =>
        left.NanoDollarsPerMillion >= right.NanoDollarsPerMillion ? left : right;
}
