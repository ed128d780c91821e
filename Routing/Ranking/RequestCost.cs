using Routing.Catalog;
using Routing.Money;

namespace Routing.Ranking;

/// <summary>What a request costs at a deployment, before it is sent.</summary>
internal static class RequestCost
{
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

        var tokens = request.InputTokens(deployment);
        if (PriceInForce.Find(deployment, tokens, request.Input.Time) is not { } price)
        {
            return null;
        }

        var cached = price.CachedInput is null ? 0 : request.CachedTokens(listing);
        var fresh = request.AllInputs(tokens) - cached;
        var input = request.Input.Hints.SessionId is null ? price.Input : price.CacheWrite ?? price.Input;
        return price.PerRequest + input.For(fresh) + (price.CachedInput ?? price.Input).For(cached) + price.Output.For(request.AllAnswers(request.ExpectedOutput));
    }

    /// <summary>A careful upper estimate: nothing cached, the dearest kind of input, every answer long.</summary>
    /// <returns>Null when there is no price; zero only when it is free.</returns>
    public static NanoDollars? Upper(Deployment deployment, in RankedRequest request)
    {
        if (deployment.IsFree)
        {
            return NanoDollars.Zero;
        }

        var tokens = request.InputTokens(deployment);
        if (PriceInForce.Find(deployment, tokens, request.Input.Time) is not { } price)
        {
            return null;
        }

        var dearest = price.CacheWrite is { } write && write.NanoDollarsPerMillion > price.Input.NanoDollarsPerMillion ? write : price.Input;
        var output = deployment.MaxOutputTokens > 0 ? Math.Min(request.UpperOutput, deployment.MaxOutputTokens) : request.UpperOutput;
        return price.PerRequest + dearest.For(request.AllInputs(tokens)) + price.Output.For(request.AllAnswers(output));
    }
}
