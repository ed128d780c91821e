using Routing.Catalog;
using Routing.Money;

namespace Routing.Ranking;

/// <summary>What a deployment charges at a moment, so far as two figures say it. What they do not say, <see cref="RequestCost"/> finds out.</summary>
/// <param name="Kind">How much of it they say.</param>
/// <param name="UpTo">The longest prompt in tokens of which they say it.</param>
/// <param name="Input">Billionths of a dollar for a million tokens of input.</param>
/// <param name="Output">The same for tokens of the answer.</param>
internal readonly record struct FlatPrice(Pricing Kind, int UpTo, long Input, long Output)
{
    /// <summary>More tokens than that nobody counts this way; nor any price above <see cref="Dearest"/>: their product fits into 64 bits.</summary>
    public const int MostTokens = 1 << 22;

    /// <summary>About a thousand dollars for a million tokens.</summary>
    public const long Dearest = 1L << 40;

    public static FlatPrice Of(Deployment deployment, DateTimeOffset at)
    {
        if (deployment.IsFree)
        {
            return new(Pricing.Flat, int.MaxValue, 0, 0);
        }

        if (deployment.Prices.IsEmpty)
        {
            return new(Pricing.Unknown, int.MaxValue, 0, 0);
        }

        if (PriceInForce.Find(deployment, 0, at) is not { } price
            || price.PerRequest != NanoDollars.Zero
            || !IsCounted(price.Input)
            || !IsCounted(price.Output))
        {
            return new(Pricing.Varied, 0, 0, 0);
        }

        var kind = price.CacheWrite is { } write && write != price.Input ? Pricing.FlatOutsideSessions : Pricing.Flat;
        return new(kind, Shortest(deployment), price.Input.NanoDollarsPerMillion, price.Output.NanoDollarsPerMillion);
    }

    private static bool IsCounted(TokenPrice price) => price.NanoDollarsPerMillion is >= 0 and <= Dearest;

    // Up to where no price for longer prompts can hold, begun or not.
    private static int Shortest(Deployment deployment)
    {
        var shortest = int.MaxValue;
        foreach (var price in deployment.Prices)
        {
            shortest = price.ContextOver > 0 ? Math.Min(shortest, price.ContextOver) : shortest;
        }

        return shortest;
    }
}
