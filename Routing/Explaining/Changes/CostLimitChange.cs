using Routing.Decisions;
using Routing.Money;
using Routing.Ranking;

namespace Routing.Explaining.Changes;

/// <summary>
/// A higher limit on what the request may cost: one that admits what was too dear. Distance: the share of the larger amount; no limit at
/// all, which alone admits what has no price, is farthest.
/// </summary>
internal sealed class CostLimitChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (now.Input.Requirements.MaxCost is not { } limit)
        {
            yield break;
        }

        foreach (var enough in Enough(now).Distinct())
        {
            yield return new(
                "cost_limit", Amounts.Distance(limit.Value, enough.Value), $"with a cost of up to {enough} allowed", () => With(now.Input, enough));
        }

        if (now.ExcludedFor(ExclusionReason.PriceUnknown).Any())
        {
            yield return new("cost_limit", Amounts.Farthest, "with no limit on the cost", () => With(now.Input, null));
        }
    }

    private static IEnumerable<NanoDollars> Enough(Situation now)
    {
        foreach (var id in now.ExcludedFor(ExclusionReason.CostTooHigh))
        {
            if (RequestCost.Upper(now.Input.Index.Deployment(id)!, new RankedRequest(now.Input)) is { } upper)
            {
                yield return upper;
            }
        }
    }

    private static DecisionInput With(DecisionInput input, NanoDollars? limit) => input with
    {
        Hints = input.Hints with { Requirements = input.Requirements with { MaxCost = limit } },
    };
}
