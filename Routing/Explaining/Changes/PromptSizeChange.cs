using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>
/// A shorter prompt. Where only its tokens are known: one that fits into what was too small, or that a budget affords. Where its text was
/// measured, or costs count, shorter by whole percent. Distance: the share that has to go.
/// </summary>
internal sealed class PromptSizeChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below) => now.Input.Features.PromptBytes > 0
        ? Shorter(now, below)
        : CostCounts(now) ? Exact(now).Concat(Shorter(now, below)) : Exact(now);

    // Sizes move costs, and those the ranking, limits, and what staying in a session is worth.
    private static bool CostCounts(Situation now) =>
        now.Decision?.Policy is not null || now.Input.Session is not null || now.Input.Requirements.MaxCost is not null;

    private static IEnumerable<Change> Exact(Situation now)
    {
        var tokens = now.Input.Features.EstimatedInputTokens;
        return Fitting(now).Concat(Affordable(now.Input)).Where(fewer => fewer >= 0 && fewer < tokens).Distinct().Select(fewer => new Change(
            "prompt_size",
            Amounts.Distance(tokens, fewer),
            $"with a prompt of at most {Amounts.Tokens(fewer)} tokens",
            () => With(now.Input, (int)fewer)));
    }

    private static IEnumerable<Change> Shorter(Situation now, int below)
    {
        for (var percent = 1; percent <= 100 && Amounts.Percent(percent) < below; percent++)
        {
            var shorter = Shortened(now.Input.Features, percent);
            yield return new(
                "prompt_size",
                Amounts.Percent(percent),
                string.Create(CultureInfo.InvariantCulture, $"with a prompt {percent} % shorter, of about {Amounts.Tokens(shorter.EstimatedInputTokens)} tokens"),
                () => now.Input with { Features = shorter });
        }
    }

    private static RequestFeatures Shortened(RequestFeatures features, int percent)
    {
        if (features.PromptBytes == 0)
        {
            return features with { EstimatedInputTokens = (int)Amounts.Less(features.EstimatedInputTokens, percent) };
        }

        var shorter = features with
        {
            PromptBytes = (int)Amounts.Less(features.PromptBytes, percent),
            PromptCharacters = (int)Amounts.Less(features.PromptCharacters, percent),
        };

        // Nothing at all would pass for a prompt whose text nobody has measured.
        shorter = shorter.PromptBytes == 0 ? shorter with { PromptBytes = 1 } : shorter;
        return shorter with { EstimatedInputTokens = TokenEstimates.InputTokens(shorter, TokenFamily.Unknown) };
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
