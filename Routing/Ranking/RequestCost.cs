using System.Runtime.CompilerServices;
using Routing.Catalog;
using Routing.Money;

namespace Routing.Ranking;

/// <summary>What a request costs at a deployment, before it is sent.</summary>
internal static class RequestCost
{
    /// <summary>Stands for the cost of what has no price, where it is a plain number: dearer than anything.</summary>
    public const long Unpriced = long.MaxValue;

    private const ulong Million = 1_000_000;

    /// <summary>The expected cost in billionths of a dollar, <see cref="Unpriced"/> when there is no price: from the row where that says enough.</summary>
    /// <param name="ordinal">The deployment, by <see cref="Listing.Ordinal"/>.</param>
    /// <param name="row">Its row.</param>
    /// <param name="request">The request.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Expected(int ordinal, in RankingRow row, in RankedRequest request)
    {
        ref readonly var price = ref row.Price;
        if (price.Kind == Pricing.Unknown)
        {
            return Unpriced;
        }

        if (price.Kind > request.ReadAs || request.InputTokens(row.Family) > price.UpTo || ordinal == request.WarmOrdinal)
        {
            return ByPrices(ordinal, in request);
        }

        var input = (ulong)price.Input * (uint)request.AllInputs(row.Family);
        var output = (ulong)price.Output * (uint)request.AllAnswersExpected;
        return (long)(((input + (Million - 1)) / Million) + ((output + (Million - 1)) / Million));
    }

    private static long ByPrices(int ordinal, in RankedRequest request) => Expected(request.Input.Index.Listings[ordinal], in request)?.Value ?? Unpriced;

    /// <summary>
    /// By the price in force: cached input where the session is warm, input that writes the cache where a session begins, the
    /// expected answers.
    /// </summary>
    /// <returns>Null when there is no price; zero only when it is free.</returns>
    public static NanoDollars? Expected(Listing listing, in RankedRequest request)
    {
        var deployment = listing.Deployment;
        if (deployment.IsFree)
        {
            return NanoDollars.Zero;
        }

        var tokens = request.InputTokens(deployment.TokenFamily);
        if (PriceInForce.Find(deployment, tokens, request.Input.Time) is not { } price)
        {
            return null;
        }

        var cached = price.CachedInput is null ? 0 : request.CachedTokens(listing);
        var fresh = request.AllInputs(deployment.TokenFamily) - cached;
        var input = request.Input.Hints.SessionId is null ? price.Input : price.CacheWrite ?? price.Input;
        return price.PerRequest + input.For(fresh) + (price.CachedInput ?? price.Input).For(cached) + price.Output.For(request.AllAnswersExpected);
    }

    /// <summary>A careful upper estimate: nothing cached, the dearest kind of input, every answer long.</summary>
    /// <returns>Null when there is no price; zero only when it is free.</returns>
    public static NanoDollars? Upper(Deployment deployment, in RankedRequest request)
    {
        if (deployment.IsFree)
        {
            return NanoDollars.Zero;
        }

        var tokens = request.InputTokens(deployment.TokenFamily);
        if (PriceInForce.Find(deployment, tokens, request.Input.Time) is not { } price)
        {
            return null;
        }

        var dearest = price.CacheWrite is { } write && write.NanoDollarsPerMillion > price.Input.NanoDollarsPerMillion ? write : price.Input;
        var output = deployment.MaxOutputTokens > 0 ? Math.Min(request.UpperOutput, deployment.MaxOutputTokens) : request.UpperOutput;
        return price.PerRequest + dearest.For(request.AllInputs(deployment.TokenFamily)) + price.Output.For(request.AllAnswers(output));
    }
}
