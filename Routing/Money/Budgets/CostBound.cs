using Routing.Catalog;

namespace Routing.Money.Budgets;

/// <summary>The most that one call can cost when prompt and answer are no longer than given.</summary>
public static class CostBound
{
    private const long Million = 1_000_000;

    /// <summary>
    /// Every input token at the dearest rate for input, every output token, the amount per request; of the prices for different
    /// lengths of prompt the one that makes it dearest, since the prompt may turn out shorter.
    /// </summary>
    /// <returns>Zero when the deployment is free; null when it is unpriced.</returns>
    /// <exception cref="OverflowException">The bound exceeds about 9.2 billion dollars.</exception>
    public static NanoDollars? Of(Deployment deployment, long inputTokens, long outputTokens, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        if (deployment.IsFree)
        {
            return NanoDollars.Zero;
        }

        NanoDollars? dearest = null;
        foreach (var price in deployment.Prices)
        {
            if (Applies(deployment, price, inputTokens, at))
            {
                var cost = CostOfUsage.AtMost(new() { InputTokens = inputTokens, OutputTokens = outputTokens }, price);
                dearest = dearest is { } other && other >= cost ? other : cost;
            }
        }

        return IsWhole(deployment, inputTokens, at) ? dearest : null;
    }

    /// <summary>The longest answer for which <see cref="Of"/> stays within an amount.</summary>
    /// <returns>Null when not even an empty one does, or the deployment is unpriced; <see cref="int.MaxValue"/> when its length costs nothing.</returns>
    public static int? LongestOutput(Deployment deployment, long inputTokens, NanoDollars money, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        if (Of(deployment, inputTokens, 0, at) is not { } least || least > money)
        {
            return null;
        }

        Int128 longest = int.MaxValue;
        foreach (var price in deployment.Prices)
        {
            if (!deployment.IsFree && price.Output.NanoDollarsPerMillion > 0 && Applies(deployment, price, inputTokens, at))
            {
                var left = (Int128)(money - CostOfUsage.AtMost(new() { InputTokens = inputTokens }, price)).Value * Million;
                longest = Int128.Min(longest, left / price.Output.NanoDollarsPerMillion);
            }
        }

        return (int)longest;
    }

    // Part of the list in force, and for prompts as long as this one or for shorter ones.
    private static bool Applies(Deployment deployment, Price price, long inputTokens, DateTimeOffset at)
    {
        if (price.ValidFrom > at || (price.ContextOver > 0 && inputTokens <= price.ContextOver))
        {
            return false;
        }

        foreach (var other in deployment.Prices)
        {
            if (other.ValidFrom <= at && other.ValidFrom > price.ValidFrom)
            {
                return false;
            }
        }

        return true;
    }

    // A list that names no price for short prompts leaves them unpriced, and so the request.
    private static bool IsWhole(Deployment deployment, long inputTokens, DateTimeOffset at) =>
        PriceInForce.Find(deployment, 0, at) is not null && PriceInForce.Find(deployment, inputTokens, at) is not null;
}
