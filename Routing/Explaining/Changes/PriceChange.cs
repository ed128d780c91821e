using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Money;

namespace Routing.Explaining.Changes;

/// <summary>
/// A lower price of something that a policy ranked behind, where cost counts. Distance: the share that has to go, in whole percent; all
/// prices of the deployment go down alike.
/// </summary>
internal sealed class PriceChange : IChangeKind
{
    // Each try indexes the whole catalog anew.
    private const int MostTried = 4;
    private const int Percent = 100;

    public IEnumerable<Change> Of(Situation now)
    {
        if (now.Decision is not { Policy.Cost: > 0 } decision)
        {
            yield break;
        }

        var behind = decision.Candidates.Skip(1).Select(static candidate => candidate.Deployment);
        foreach (var deployment in behind.Where(static row => !row.IsFree && !row.Prices.IsEmpty).Take(MostTried))
        {
            if (HighestWinning(now.Input, deployment) is not { } share)
            {
                continue;
            }

            yield return new(
                "price",
                (Percent - share) * (Amounts.Farthest / Percent),
                string.Create(CultureInfo.InvariantCulture, $"with the price of {deployment.Id} at {share} % of what it is or below{Now(now.Input, deployment, share)}"),
                () => With(now.Input, deployment, share));
        }
    }

    // The less it costs the better it ranks, and nothing else moves, so that halving finds the step. Null when even a gift would not win.
    private static int? HighestWinning(DecisionInput input, Deployment deployment)
    {
        var (low, high) = (-1, Percent - 1);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = Situation.ServedBy(With(input, deployment, middle)) == deployment.Id ? (middle, high) : (low, middle - 1);
        }

        return low < 0 ? null : low;
    }

    private static string Now(DecisionInput input, Deployment deployment, int share) =>
        PriceInForce.Find(deployment, input.Features.EstimatedInputTokens, input.Time) is { } price
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" (${Share(price.Input, share).DollarsPerMillion:0.####} per million input tokens instead of ${price.Input.DollarsPerMillion:0.####})")
            : "";

    private static DecisionInput With(DecisionInput input, Deployment deployment, int share)
    {
        var snapshot = input.Index.Snapshot;
        var cheaper = deployment with { Prices = [.. deployment.Prices.Select(price => Share(price, share))] };
        return input with
        {
            Index = new CatalogIndex(snapshot with { Deployments = [.. snapshot.Deployments.Select(row => row.Id == deployment.Id ? cheaper : row)] }),
        };
    }

    private static Price Share(Price price, int share) => price with
    {
        Input = Share(price.Input, share),
        Output = Share(price.Output, share),
        CachedInput = price.CachedInput is { } cached ? Share(cached, share) : null,
        CacheWrite = price.CacheWrite is { } write ? Share(write, share) : null,
        PerRequest = new NanoDollars(price.PerRequest.Value * share / Percent),
    };

    private static TokenPrice Share(TokenPrice price, int share) => new((long)((Int128)price.NanoDollarsPerMillion * share / Percent));
}
