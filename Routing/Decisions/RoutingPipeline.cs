using Routing.Catalog;
using Routing.Experiments;

namespace Routing.Decisions;

/// <summary>Decides which deployments serve a request, and in which order. Pure: reads its input and nothing else.</summary>
public static class RoutingPipeline
{
    /// <summary>Names the rules of deciding; changes whenever equal inputs may decide otherwise than before.</summary>
    public const int EngineVersion = DecisionHash.EngineVersion;

    /// <summary>Most candidates that a decision lists; no request is attempted more often.</summary>
    public const int MostCandidates = 16;

    /// <summary>Whether a decision would look at the estimate of the prompt: only where complexity picks the tier or a policy ranks models. Otherwise nobody need read it.</summary>
    /// <param name="index">The catalog.</param>
    /// <param name="selector">What the caller asked for; null when nothing was named.</param>
    /// <param name="defaults">What it stands for when it is missing.</param>
    /// <param name="policy">The policy that the request asks for; null when it asks for none.</param>
    /// <param name="experiment">What was drawn for the request; null when it takes part in no experiment.</param>
    public static bool ReadsPrompt(
        CatalogIndex index, string? selector, in DefaultModels defaults, string? policy = null, ExperimentBucket? experiment = null) =>
        SelectorResolver.Resolve(index, selector, defaults) switch
        {
            Selection.Auto => true,
            Selection.OneTier or Selection.OneFamily when policy is not null => true,
            _ => experiment is not null && Variation.Of(index, experiment) is { ChangesNothing: false } variant
                && ReadsPrompt(index, variant.Selector ?? selector, defaults, variant.Policy ?? policy),
        };

    /// <summary>Whether a selector names one model, by itself or by a second name, rather than a set to choose from.</summary>
    /// <param name="index">The catalog.</param>
    /// <param name="selector">What the caller asked for; null when nothing was named.</param>
    /// <param name="defaults">What it stands for when it is missing.</param>
    public static bool NamesModel(CatalogIndex index, string? selector, in DefaultModels defaults) =>
        SelectorResolver.Resolve(index, selector, defaults) is Selection.OneModel;

    /// <summary>Resolves the selector, picks a tier where the caller left it open, filters, and puts what remains in order.</summary>
    /// <param name="input">Everything that decides.</param>
    /// <param name="mostCandidates">Most candidates to list; the decision and its hash are the same whatever it says.</param>
    /// <returns>A decision with at least one candidate, or the reason why there is none.</returns>
    public static RoutingOutcome Decide(DecisionInput input, int mostCandidates = MostCandidates)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostCandidates, 1);
        if (input.Index.Snapshot.Deployments.IsEmpty)
        {
            return new RoutingOutcome.Refused(CandidateErrors.EmptyCatalog);
        }

        return Participation.Of(input) is { } part ? Variation.Decide(input, part, mostCandidates) : Decide(input, input, null, mostCandidates);
    }

    /// <summary>Decides on an input in place of the one that was asked.</summary>
    /// <param name="asked">What names and hashes the decision.</param>
    /// <param name="input">The same, as a variant has it.</param>
    /// <param name="part">The part in an experiment; null when there is none.</param>
    /// <param name="most">Most candidates to list.</param>
    internal static RoutingOutcome Decide(DecisionInput asked, DecisionInput input, Participation? part, int most)
    {
        var selection = SelectorResolver.Resolve(input.Index, input.Selector, input.Defaults);
        if (selection is Selection.Nothing nothing)
        {
            return new RoutingOutcome.Refused(nothing.Error);
        }

        var demanded = PresetDemands.Apply(input, selection.Preset);
        var policy = (selection as Selection.Auto)?.Policy ?? demanded.Hints.Policy;
        if (policy is not null && input.Index.Policies.Find(policy, -1) is null)
        {
            return new RoutingOutcome.Refused(SelectorErrors.UnknownPolicy(input.Index, policy));
        }

        return Choose(asked, demanded, selection, part, policy, most);
    }

    private static RoutingOutcome Choose(DecisionInput asked, DecisionInput input, Selection selection, Participation? part, string? policy, int most)
    {
        var list = new CandidateList(input);
        var story = new DecisionStory(selection, part);
        try
        {
            Fill(input, selection, policy, ref list, ref story);
            if (list.IsEmpty)
            {
                return new RoutingOutcome.Refused(CandidateErrors.NoneUsable(input, selection, list.Exclusions));
            }

            story.Policy = policy is null || selection is Selection.OneModel { AnyPlace: false } ? null : input.Index.Policies.Find(policy, story.Level);
            return new RoutingOutcome.Decided(Compose(asked, selection, part, most, ref list, ref story));
        }
        finally
        {
            list.Dispose();
            story.Dispose();
        }
    }

    private static void Fill(DecisionInput input, Selection selection, string? policy, ref CandidateList list, ref DecisionStory story)
    {
        switch (selection)
        {
            case Selection.OneModel model:
                FallbackOrder.OfModel(ref list, input.Index, model);
                break;
            case Selection.OneFamily family:
                FallbackOrder.OfFamily(ref list, input.Index, family.Family);
                break;
            case Selection.OneTier named:
                story.Tier = named.Tier;
                FallbackOrder.OfTier(ref list, input.Index, named.Tier, CandidateRole.Tier, everyPlace: policy is not null);
                break;
            case Selection.Auto when policy is not null:
                AutoPolicy.Serve(input, policy, ref list, ref story);
                break;
            case Selection.Auto:
                AutoTier.Serve(input, ref list, ref story);
                break;
        }
    }

    private static Decision Compose(DecisionInput asked, Selection selection, Participation? part, int most, ref CandidateList list, ref DecisionStory story)
    {
        var candidates = CandidateOrder.Of(ref list, ref story, most);
        Tell(selection, candidates[0], list.Count, ref story);
        return new()
        {
            Selector = string.IsNullOrWhiteSpace(asked.Selector) ? Selectors.Auto : asked.Selector,
            ResolvedBy = part is { Selector: not null, SetAside: false } ? ResolvedBy.Experiment : selection.By,
            Tier = story.Tier?.Name,
            Policy = story.Policy?.Weights,
            Candidates = candidates,
            Eligible = list.Count,
            Exclusions = list.Exclusions,
            PassedOver = story.Policy is null ? list.PassedOver : 0,
            Complexity = story.Complexity,
            Told = story.Reasons.ToArray(),
            CatalogRevision = asked.Index.Snapshot.Revision,
            Asked = asked,
            AppliedParameters = selection.Preset is { } preset ? preset.Parameters.Over(story.Tier?.Parameters) : story.Tier?.Parameters,
            ActiveView = selection is Selection.OneModel ? null : asked.Index.Snapshot.ActiveView?.Name,
            Experiment = part,
        };
    }

    private static void Tell(Selection selection, Candidate primary, int eligible, ref DecisionStory story)
    {
        if (story.Policy is { } policy)
        {
            story.Reasons.Add(new(static told => FormattableString.Invariant($"{told.First} ranked {told.Left} candidates"), policy.Name, Left: eligible));
        }
        else if (selection is Selection.OneModel { Named: var named } && primary.Deployment.Id != named[0].Id)
        {
            story.Reasons.Add(new(
                static told => $"{((Deployment)told.First!).Id} serves the same model as {((Deployment)told.Second!).Id}", primary.Deployment, named[0]));
        }
    }
}
