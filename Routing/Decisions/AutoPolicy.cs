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
        var policy = input.Index.Policies.Find(name, story.Level)!;
        var kind = LineupKind.Of(in list.Request, list.Reach, policy, story.Level);
        var lineup = input.Health.Of(input.Index).Lineups.Of(in kind);
        list.Consider(lineup);
        if (lineup.Next >= 0)
        {
            GoOn(input, kind.Direction, lineup.Next, ref list);
        }

        if (list.IsEmpty)
        {
            ExplainEmptyPool(input, ref list);
        }
    }

    // Behind the lineup one by one, where a request leaves so many out that it does not suffice.
    private static void GoOn(DecisionInput input, PolicyDirection direction, int next, ref CandidateList list)
    {
        var quickness = input.Health.Of(input.Index).Quickness;
        var quick = LineupChoice.QuickestOf(direction.Policy, quickness);
        foreach (var ordinal in input.Index.Pools.Towards(direction).AsSpan(next))
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
