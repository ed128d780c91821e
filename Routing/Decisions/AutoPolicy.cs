using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>
/// Serves a request whose choice is left to a policy: everything that may be chosen is ranked, whatever tier it stands in. The tier
/// that suits the complexity is preferred, and it says how much quality counts.
/// </summary>
internal static class AutoPolicy
{
    public static void Serve(DecisionInput input, string name, ref CandidateList list, ref DecisionStory story)
    {
        AutoTier.Suited(input, ref story);
        var pool = input.Index.Pools.Offering(list.Request.Required);
        if (pool.Length <= CandidateList.Most)
        {
            list.ConsiderOfPool(pool);
        }
        else
        {
            ServeFromMany(input, input.Index.Policies.Find(name, story.Level)!, story.Level, ref list);
        }

        if (list.IsEmpty)
        {
            ExplainEmptyPool(input, ref list);
        }
    }

    // Not all can be ranked: first where the session is warm, then, as far as the policy asks for speed, what was measured to be quick,
    // then what the policy prefers by all that the catalog says.
    private static void ServeFromMany(DecisionInput input, WeightedPolicy policy, int level, ref CandidateList list)
    {
        var required = list.Request.Required;
        var warm = list.Request.Warm;
        if (warm is { Choosable: true } && warm.Offers(required))
        {
            list.ConsiderOfPool(warm.Ordinal);
        }

        var quickness = input.Health.Of(input.Index).Quickness;
        var quick = Math.Min(CandidateList.Most * policy.Weights.Latency / Math.Max(policy.Weights.Sum, 1), quickness.Order.Length);
        foreach (var ordinal in quickness.Order.AsSpan(0, quick))
        {
            if (ordinal != list.Request.WarmOrdinal && input.Index.Listings[ordinal] is { Choosable: true } listing && listing.Offers(required))
            {
                list.ConsiderOfPool(ordinal);
            }
        }

        foreach (var ordinal in input.Index.Pools.Towards(PolicyDirection.Of(in list.Request, policy, level)))
        {
            if (list.Count == CandidateList.Most)
            {
                return;
            }

            if (ordinal != list.Request.WarmOrdinal && quickness.PlaceOf(ordinal) >= quick)
            {
                list.ConsiderOfPool(ordinal);
            }
        }
    }

    // What lacks a capability was never looked at; whoever is refused must hear of it.
    private static void ExplainEmptyPool(DecisionInput input, ref CandidateList list)
    {
        foreach (var ordinal in input.Index.Pools.All)
        {
            if (!input.Index.Listings[ordinal].Offers(list.Request.Required))
            {
                list.ConsiderOfPool(ordinal);
            }
        }
    }
}
