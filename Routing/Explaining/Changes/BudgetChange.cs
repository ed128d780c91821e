using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>More or less left of a token budget. Distance: the share of the larger amount; a budget where there was none is farthest.</summary>
internal sealed class BudgetChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (!now.PicksTier)
        {
            yield break;
        }

        var left = now.Input.Hints.BudgetRemaining;
        foreach (var amount in Steps(now.Input).Where(amount => amount != left))
        {
            yield return new(
                "budget",
                left is { } known ? Amounts.Distance(known, amount) : Amounts.Farthest,
                amount > left ? $"with a budget of {Amounts.Tokens(amount)} tokens or more left" : $"with no more than {Amounts.Tokens(amount)} tokens left",
                () => now.Input with { Hints = now.Input.Hints with { BudgetRemaining = amount } });
        }
    }

    // The amounts at which a tier stops or starts being affordable; which tier is asked for need not be known.
    private static IEnumerable<long> Steps(DecisionInput input)
    {
        yield return 0;
        yield return 1;
        for (var level = 1; level < TierNames.All.Count; level++)
        {
            var enough = TierChoice.EnoughTokens(level, input);
            yield return enough;
            yield return enough - 1;
        }
    }
}
