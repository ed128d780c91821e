using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>A shorter prompt: one that fits into what was too small, or that a budget affords. Distance: the share that has to go.</summary>
internal sealed class PromptSizeChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now)
    {
        var tokens = now.Input.Features.EstimatedInputTokens;
        foreach (var fewer in Fitting(now).Concat(Affordable(now.Input)).Where(fewer => fewer >= 0 && fewer < tokens).Distinct())
        {
            yield return new(
                "prompt_size",
                Amounts.Distance(tokens, fewer),
                $"with a prompt of at most {Amounts.Tokens(fewer)} tokens",
                () => With(now.Input, (int)fewer));
        }
    }

    // A budget may afford a stronger tier once the prompt is shorter, so that the windows of other tiers count too.
    private static IEnumerable<long> Fitting(Situation now) =>
        from id in now.ExcludedFor(ExclusionReason.ContextTooSmall).Concat(now.PicksTier ? now.Input.Index.Snapshot.Tiers.SelectMany(static tier => tier.Entries) : [])
        let deployment = now.Input.Index.Deployment(id)
        where deployment is not null
        select (long)deployment.ContextWindow - now.Input.Features.MaxOutputTokens.GetValueOrDefault();

    private static IEnumerable<long> Affordable(DecisionInput input)
    {
        if (input.Hints.BudgetRemaining is not { } left)
        {
            yield break;
        }

        for (var level = 1; level < TierNames.All.Count; level++)
        {
            yield return Longest(tokens => TierChoice.EnoughTokens(level, With(input, tokens)) <= left, input.Features.EstimatedInputTokens);
        }
    }

    // The longest prompt that is affordable, by halving, since a longer one never costs less; -1 when none is.
    private static int Longest(Func<int, bool> affordable, int tokens)
    {
        var (low, high) = (-1, Math.Max(tokens, -1));
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = affordable(middle) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static DecisionInput With(DecisionInput input, int tokens) => input with { Features = input.Features with { EstimatedInputTokens = tokens } };
}
