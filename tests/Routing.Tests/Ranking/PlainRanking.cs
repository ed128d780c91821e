using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Tests.Ranking;

/// <summary>Ranks what a policy may choose as the documentation says it: one by one, every term of everybody, all of them put in order.</summary>
internal static class PlainRanking
{
    /// <summary>Everybody who may serve in the order of attempts with score and cost, then who was left out.</summary>
    public static List<string> Of(DecisionInput input)
    {
        var story = new DecisionStory(Selection.Auto.Plain, null);
        AutoTier.Suited(input, ref story);
        var policy = input.Index.Policies.Find(input.Selector![Selectors.AutoPrefix.Length..], story.Level)!;
        var list = new CandidateList(input);
        try
        {
            Walk(input, policy, story.Level, ref list);
            return [.. Order(in list, policy, story.Level), .. list.Exclusions.Select(row => $"without {row.Deployment}: {row.Reason}")];
        }
        finally
        {
            list.Dispose();
            story.Dispose();
        }
    }

    private static void Walk(DecisionInput input, WeightedPolicy policy, int level, ref CandidateList list)
    {
        var (required, warm) = (list.Request.Required, list.Request.Warm);
        var pool = input.Index.Pools.Offering(required);
        if (pool.Length <= CandidateList.Most)
        {
            list.ConsiderOfPool(pool);
            return;
        }

        if (warm is { Choosable: true } && warm.Offers(required))
        {
            list.ConsiderOfPool(warm.Ordinal);
        }

        var quickness = input.Health.Of(input.Index).Quickness;
        var quick = Math.Min(CandidateList.Most * policy.Weights.Latency / policy.Weights.Sum, quickness.Order.Length);
        foreach (var ordinal in quickness.Order[..quick])
        {
            if (list.Count != CandidateList.Most && ordinal != warm?.Ordinal && input.Index.Listings[ordinal] is { Choosable: true } listing && listing.Offers(required))
            {
                list.ConsiderOfPool(ordinal);
            }
        }

        foreach (var ordinal in PolicyDirection.Of(in list.Request, policy, level).Order(pool))
        {
            if (list.Count != CandidateList.Most && ordinal != warm?.Ordinal && quickness.PlaceOf(ordinal) >= quick)
            {
                list.ConsiderOfPool(ordinal);
            }
        }
    }

    private static List<string> Order(in CandidateList list, WeightedPolicy policy, int level)
    {
        var ranked = new List<(RankKey Key, ScorePoints Points)>();
        for (var i = 0; i < list.Count; i++)
        {
            var points = list.PointsOf(in list.Entrants[i], level);
            ranked.Add((new(policy.Score(in points), points.ExpectedCost, in list.Rows[list.Entrants[i].Ordinal], i), points));
        }

        ranked.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        if (list.Request.Warm is { } warm && list.Request.CachedTokens(warm) > 0)
        {
            var entrants = list.Entrants.ToArray();
            var at = ranked.FindIndex(row => entrants[row.Key.Entrant].Ordinal == warm.Ordinal);
            if (at > 0 && SessionStay.Stays(policy, ranked[0].Points, ranked[at].Points))
            {
                ranked.Insert(0, ranked[at]);
                ranked.RemoveAt(at + 1);
            }
        }

        var told = new List<string>();
        foreach (var sameModel in new[] { true, false })
        {
            foreach (var (key, points) in ranked)
            {
                var (listing, first) = (list.ListingOf(in list.Entrants[key.Entrant]), list.ListingOf(in list.Entrants[ranked[0].Key.Entrant]));
                if (ReferenceEquals(listing.SameModel, first.SameModel) == sameModel && (sameModel || key.Entrant != ranked[0].Key.Entrant))
                {
                    told.Add($"{listing.Deployment.Id} {policy.Score(in points)} {(points.ExpectedCost == RequestCost.Unpriced ? null : points.ExpectedCost)}");
                }
            }
        }

        // The first one stands before its equals wherever it ranks among them.
        var name = list.ListingOf(in list.Entrants[ranked[0].Key.Entrant]).Deployment.Id.ToString() + ' ';
        return [.. told.Where(row => row.StartsWith(name, StringComparison.Ordinal)), .. told.Where(row => !row.StartsWith(name, StringComparison.Ordinal))];
    }
}
