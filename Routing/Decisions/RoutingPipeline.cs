using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Decides which deployments serve a request, and in which order. Pure: reads its input and nothing else.</summary>
public static class RoutingPipeline
{
    /// <summary>Names the rules of deciding; changes whenever equal inputs may decide otherwise than before.</summary>
    public const int EngineVersion = DecisionHash.EngineVersion;

    /// <summary>Whether a decision would look at the estimate of the prompt: only where complexity picks the tier. Otherwise nobody need read it.</summary>
    /// <param name="index">The catalog.</param>
    /// <param name="selector">What the caller asked for; null when nothing was named.</param>
    /// <param name="defaultModel">The router's own DEFAULT_MODEL setting.</param>
    public static bool ReadsPrompt(CatalogIndex index, string? selector, string? defaultModel) =>
        SelectorResolver.Resolve(index, selector, defaultModel) is Selection.Auto;

    /// <summary>Resolves the selector, picks a tier where the caller left it open, filters, and puts what remains in order.</summary>
    /// <returns>A decision with at least one candidate, or the reason why there is none.</returns>
    public static RoutingOutcome Decide(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Index.Snapshot.Deployments.IsEmpty)
        {
            return new RoutingOutcome.Refused(CandidateErrors.EmptyCatalog);
        }

        var selection = SelectorResolver.Resolve(input.Index, input.Selector, input.DefaultModel);
        if (selection is Selection.Nothing nothing)
        {
            return new RoutingOutcome.Refused(nothing.Error);
        }

        var asked = input;
        input = PresetDemands.Apply(asked, selection.Preset);
        var list = new CandidateList(input);
        var story = new DecisionStory(selection);
        switch (selection)
        {
            case Selection.OneModel model:
                FallbackOrder.OfModel(list, model);
                story.NoteReplacement(list, model);
                break;
            case Selection.OneFamily family:
                FallbackOrder.OfFamily(list, input.Index, family.Family);
                break;
            case Selection.OneTier named:
                story.Tier = named.Tier;
                FallbackOrder.OfTier(list, input.Index, named.Tier, CandidateRole.Tier);
                break;
            case Selection.Auto:
                AutoTier.Serve(input, list, story);
                break;
        }

        return list.IsEmpty
            ? new RoutingOutcome.Refused(CandidateErrors.NoneUsable(input, selection, list.Exclusions))
            : new RoutingOutcome.Decided(Compose(asked, selection, list, story));
    }

    private static Decision Compose(DecisionInput input, Selection selection, CandidateList list, DecisionStory story)
    {
        story.NoteExclusions(list);
        return new()
        {
            Selector = string.IsNullOrWhiteSpace(input.Selector) ? Selectors.Auto : input.Selector,
            ResolvedBy = selection.By,
            Tier = story.Tier?.Name,
            Candidates = list.Candidates,
            Exclusions = list.Exclusions,
            Complexity = story.Complexity,
            Reasons = [.. story.Reasons],
            CatalogRevision = input.Index.Snapshot.Revision,
            Hash = DecisionHash.Of(input),
            AppliedParameters = selection.Preset is { } preset ? preset.Parameters.Over(story.Tier?.Parameters) : story.Tier?.Parameters,
            ActiveView = selection is Selection.OneModel ? null : input.Index.Snapshot.ActiveView?.Name,
        };
    }
}
