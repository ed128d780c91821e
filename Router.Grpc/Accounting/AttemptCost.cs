using System.Globalization;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Money;

namespace Router.Grpc.Accounting;

/// <summary>What an attempt costs, by the price in force when its request came.</summary>
/// <param name="Amount">The cost.</param>
/// <param name="Uncached">What the same tokens had cost without the provider's cache.</param>
/// <param name="PriceId">
/// The catalog's number of the price. A file without numbers leaves its first day, and the length of prompt it is for where it is for
/// long ones. <c>reported</c> where the provider itself said what it charges; empty where none applied.
/// </param>
internal readonly record struct AttemptCost(NanoDollars Amount, NanoDollars Uncached, string PriceId)
{
    private const string Reported = "reported";

    private static readonly AttemptCost Nothing = new(NanoDollars.Zero, NanoDollars.Zero, "");

    /// <returns>Null when the deployment is unpriced, which is not the same as free.</returns>
    public static AttemptCost? Of(Attempt attempt, TokenUsage usage)
    {
        if (usage.TotalTokens == 0 && !attempt.Accepted)
        {
            return Nothing;
        }

        var byList = Charge(attempt, usage, static (usage, price) => CostOfUsage.Of(usage, price));
        return usage.ReportedCost is { } charged && attempt.Adapter.ReportsCost
            ? new(charged, charged + (byList is { } list ? list.Uncached - list.Amount : NanoDollars.Zero), Reported)
            : byList;
    }

    /// <summary>The most that these tokens can cost: every input token at the dearest of the rates for input.</summary>
    public static AttemptCost? UpperBound(Attempt attempt, TokenUsage usage) =>
        Charge(attempt, usage, static (usage, price) => CostOfUsage.AtMost(usage, price));

    private static AttemptCost? Charge(Attempt attempt, TokenUsage usage, Func<TokenUsage, Price, NanoDollars> sum)
    {
        var deployment = attempt.Candidate.Deployment;
        if (deployment.IsFree)
        {
            return Nothing;
        }

        var uncached = usage with { CachedInputTokens = 0, CacheWriteTokens = 0, HourCacheWriteTokens = 0 };
        return PriceInForce.Find(deployment, usage.InputTokens, attempt.Call.Time) is { } price
            ? new(sum(usage, price), sum(uncached, price), IdOf(price))
            : null;
    }

    private static string IdOf(Price price)
    {
        if (price.Id > 0)
        {
            return price.Id.ToString(CultureInfo.InvariantCulture);
        }

        var day = price.ValidFrom.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return price.ContextOver == 0 ? day : string.Create(CultureInfo.InvariantCulture, $"{day}>{price.ContextOver}");
    }
}
