using Routing.Decisions;
using Routing.Money;

namespace Routing.Explaining.Changes;

/// <summary>A higher limit on what the request may cost. Distance: the share of the larger amount.</summary>
internal sealed class CostLimitChange : IChangeKind
{
    // A thousand dollars for one request: beyond it no price is left that would make a difference.
    private const long Most = 1_000_000_000_000;

    public IEnumerable<Change> Of(Situation now)
    {
        if (now.Input.Requirements.MaxCost is not { } limit || !now.ExcludedFor(ExclusionReason.CostTooHigh).Any())
        {
            yield break;
        }

        var enough = LeastFlipping(now, limit.Value);
        if (enough <= Most)
        {
            yield return new(
                "cost_limit",
                Amounts.Distance(limit.Value, enough),
                $"with a cost of up to {new NanoDollars(enough)} allowed",
                () => With(now.Input, enough));
        }
    }

    // A higher limit only adds candidates: what has come first once stays before what was first until then.
    private static long LeastFlipping(Situation now, long limit)
    {
        var (low, high) = (limit, Most + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Situation.ServedBy(With(now.Input, middle)) != now.Served ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static DecisionInput With(DecisionInput input, long limit) => input with
    {
        Hints = input.Hints with { Requirements = input.Requirements with { MaxCost = new NanoDollars(limit) } },
    };
}
