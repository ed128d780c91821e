using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Serves a request that leaves the choice to the router: the tier that suits its complexity, then the balanced one.</summary>
internal static class AutoTier
{
    /// <summary>The reason given when nothing in the tier that was chosen could serve.</summary>
    private const string ErrorFallback = "error_fallback";

    public static void Serve(DecisionInput input, CandidateList list, DecisionStory story)
    {
        var complexity = ComplexityScore.Of(input);
        story.Complexity = complexity;
        var chosen = TierChoice.Choose(input, complexity, story.Reasons);
        if (input.Index.Tier(chosen) is { } tier)
        {
            story.Tier = tier;
            FallbackOrder.OfTier(list, input.Index, tier, CandidateRole.Tier);
        }

        if (!list.IsEmpty)
        {
            AddLastResort(input, list, chosen);
            return;
        }

        foreach (var name in Others(chosen))
        {
            if (input.Index.Tier(name) is { } other)
            {
                FallbackOrder.OfTier(list, input.Index, other, CandidateRole.Fallback);
                if (!list.IsEmpty)
                {
                    story.Tier = other;
                    story.Reasons.Add($"{ErrorFallback}: nothing in {chosen} can serve, {name} does");
                    return;
                }
            }
        }
    }

    // Balanced first, then up from the cheapest.
    private static IEnumerable<string> Others(string chosen)
    {
        if (chosen != TierNames.Balanced)
        {
            yield return TierNames.Balanced;
        }

        foreach (var name in TierNames.All)
        {
            if (name != chosen && name != TierNames.Balanced)
            {
                yield return name;
            }
        }
    }

    private static void AddLastResort(DecisionInput input, CandidateList list, string chosen)
    {
        if (chosen != TierNames.Balanced && input.Index.Tier(TierNames.Balanced) is { } balanced)
        {
            FallbackOrder.LastResort(list, balanced);
        }
    }
}
