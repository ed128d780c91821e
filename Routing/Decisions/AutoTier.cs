using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Serves a request that leaves the choice to the router: the tier that suits its complexity, then the balanced one.</summary>
internal static class AutoTier
{
    /// <summary>The reason given when nothing in the tier that was chosen could serve.</summary>
    private const string ErrorFallback = "error_fallback";

    /// <summary>Says so, with the tier that was chosen and the one that serves.</summary>
    public static readonly Func<Reason, string> ServedByAnother =
        static told => $"{ErrorFallback}: nothing in {told.First} can serve, {told.Second} does";

    public static void Serve(DecisionInput input, ref CandidateList list, ref DecisionStory story)
    {
        var chosen = Suited(input, ref story);
        if (story.Tier is { } tier)
        {
            FallbackOrder.OfTier(ref list, input.Index, tier, CandidateRole.Tier);
            WarmInStrongerTier(ref list, story.Level);
        }

        if (!list.IsEmpty)
        {
            AddLastResort(input, ref list, chosen);
            return;
        }

        ServeFromAnother(input, ref list, ref story, chosen);
    }

    /// <summary>Works out the tier that suits the request.</summary>
    public static string Suited(DecisionInput input, ref DecisionStory story)
    {
        var complexity = ComplexityScore.Of(input);
        story.Complexity = complexity;
        var chosen = TierChoice.Choose(input, complexity, ref story.Reasons);
        story.Level = TierNames.LevelOf(chosen);
        story.Tier = input.Index.Tier(chosen);
        return chosen;
    }

    // A session may stay where its prompt is cached if the model there is listed for harder work than this.
    private static void WarmInStrongerTier(ref CandidateList list, int level)
    {
        if (list.Request.Warm is not { } warm)
        {
            return;
        }

        var places = warm.Places;
        for (var stronger = level + 1; stronger < TierNames.All.Count; stronger++)
        {
            if (places[stronger] != Listing.Unlisted)
            {
                list.Consider(warm, CandidateRole.Tier, named: false);
                return;
            }
        }
    }

    // Balanced first, then up from the cheapest.
    private static void ServeFromAnother(DecisionInput input, ref CandidateList list, ref DecisionStory story, string chosen)
    {
        for (var i = -1; i < TierNames.All.Count; i++)
        {
            var name = i < 0 ? TierNames.Balanced : TierNames.All[i];
            if (name == chosen || (i >= 0 && name == TierNames.Balanced) || input.Index.Tier(name) is not { } other)
            {
                continue;
            }

            FallbackOrder.OfTier(ref list, input.Index, other, CandidateRole.Fallback);
            if (!list.IsEmpty)
            {
                story.Tier = other;
                story.Reasons.Add(new(ServedByAnother, chosen, name));
                return;
            }
        }
    }

    private static void AddLastResort(DecisionInput input, ref CandidateList list, string chosen)
    {
        if (chosen != TierNames.Balanced && input.Index.Tier(TierNames.Balanced) is { } balanced)
        {
            FallbackOrder.LastResort(ref list, input.Index, balanced);
        }
    }
}
