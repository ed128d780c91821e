using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>
/// Serves a request whose choice is left to a policy: everything that may be chosen is ranked, whatever tier it stands in. The tier
/// that suits the complexity is preferred, and it says how much quality counts.
/// </summary>
internal static class AutoPolicy
{
    public static void Serve(DecisionInput input, ref CandidateList list, ref DecisionStory story)
    {
        AutoTier.Suited(input, ref story);
        foreach (var listing in input.Index.Pools.Offering(list.Request.Required))
        {
            if (list.Count == CandidateList.Most)
            {
                break;
            }

            list.ConsiderOfPool(listing);
        }

        if (list.IsEmpty)
        {
            ExplainEmptyPool(input, ref list);
        }
    }

    // What lacks a capability was never looked at; whoever is refused must hear of it.
    private static void ExplainEmptyPool(DecisionInput input, ref CandidateList list)
    {
        foreach (var listing in input.Index.Pools.All)
        {
            if ((list.Request.Required & ~listing.Deployment.Capabilities) is not Capabilities.None)
            {
                list.ConsiderOfPool(listing);
            }
        }
    }
}
