using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Routing.Catalog;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>Puts what may serve in the order in which it is attempted, with the numbers that led to it.</summary>
/// <remarks>
/// Policies rank; lists keep their order. A warm session stays where it is unless moving pays. Where a policy ranks, the other places
/// of the same model come behind whoever stands first, then the rest.
/// </remarks>
internal static class CandidateOrder
{
    public static ImmutableArray<Candidate> Of(ref CandidateList list, ref DecisionStory story, int most)
    {
        var length = Math.Min(most, list.Count);
        var order = ArrayPool<RankKey>.Shared.Rent(length);
        try
        {
            var head = order.AsSpan(0, length);
            if (story.Policy is { } policy)
            {
                Rank(in list, ref story, policy, head);
            }
            else
            {
                KeepOrder(in list, ref story, head);
            }

            return Candidates(in list, in story, head);
        }
        finally
        {
            ArrayPool<RankKey>.Shared.Return(order);
        }
    }

    private static void Rank(in CandidateList list, ref DecisionStory story, WeightedPolicy policy, Span<RankKey> head)
    {
        var keys = ArrayPool<RankKey>.Shared.Rent(list.Count);
        try
        {
            var first = Score(in list, story.Level, policy, keys);
            var warm = WarmPlace(in list);
            first = warm >= 0 && warm != first && Stays(in list, ref story, first, warm) ? warm : first;
            head[0] = keys[first];
            Follow(in list, keys, first, head[1..]);
        }
        finally
        {
            ArrayPool<RankKey>.Shared.Return(keys);
        }
    }

    // Says who ranks first.
    private static int Score(in CandidateList list, int level, WeightedPolicy policy, RankKey[] keys)
    {
        var first = 0;
        var entrants = list.Entrants;
        for (var i = 0; i < entrants.Length; i++)
        {
            var listing = list.ListingOf(in entrants[i]);
            var terms = Scoring.Of(listing, list.HealthOf(listing), in list.Request, level);
            keys[i] = new(policy.Score(in terms), Cost(in terms), listing, i);
            first = keys[i].IsBefore(in keys[first]) ? i : first;
        }

        return first;
    }

    // The same model elsewhere comes before another model; within both the ranking stands.
    private static void Follow(in CandidateList list, RankKey[] keys, int first, Span<RankKey> room)
    {
        var entrants = list.Entrants;
        var same = list.ListingOf(in entrants[first]).SameModel;
        var head = new Head(room);
        for (var i = 0; i < entrants.Length; i++)
        {
            if (i != first)
            {
                head.Show(same.Length > 1 && ReferenceEquals(list.ListingOf(in entrants[i]).SameModel, same) ? keys[i].BeforeOthers : keys[i]);
            }
        }
    }

    private static void KeepOrder(in CandidateList list, ref DecisionStory story, Span<RankKey> head)
    {
        var warm = WarmPlace(in list);
        var next = 0;
        if (warm > 0 && Stays(in list, ref story, 0, warm))
        {
            head[next++] = RankKey.AsListed(warm);
        }
        else
        {
            warm = -1;
        }

        for (var i = 0; next < head.Length; i++)
        {
            if (i != warm)
            {
                head[next++] = RankKey.AsListed(i);
            }
        }
    }

    // Where the session's prompt is cached among those that were meant to serve; -1 when nowhere.
    private static int WarmPlace(in CandidateList list)
    {
        if (list.Request.Warm is not { } warm || list.Request.CachedTokens(warm) == 0)
        {
            return -1;
        }

        var entrants = list.Entrants;
        for (var i = 0; i < entrants.Length; i++)
        {
            if (entrants[i].Ordinal == warm.Ordinal)
            {
                return entrants[i].Role == CandidateRole.Fallback ? -1 : i;
            }
        }

        return -1;
    }

    private static bool Stays(in CandidateList list, ref DecisionStory story, int first, int warm)
    {
        var there = Scored(in list, in story, warm);
        var elsewhere = Scored(in list, in story, first);
        var stays = SessionStay.Stays(story.Policy, in elsewhere, in there);
        story.Reasons.Add(new(
            stays
                ? static told => Told("the session stays with", told)
                : static told => Told("the session leaves", told),
            list.ListingOf(in list.Entrants[warm]).Deployment,
            list.ListingOf(in list.Entrants[first]).Deployment,
            Cost(in there),
            Cost(in elsewhere)));
        return stays;
    }

    private static string Told(string what, Reason told)
    {
        var (warm, other) = ((Deployment)told.First!, (Deployment)told.Second!);
        return $"{what} {warm.Id}, where its prompt is cached: expected {Dollars(told.Left)} there, {Dollars(told.Right)} with {other.Id}";
    }

    private static string Dollars(long nanos) => nanos == long.MaxValue ? "an unknown price" : new Money.NanoDollars(nanos).ToString();

    private static long Cost(in CandidateScore score) => score.ExpectedCost?.Value ?? long.MaxValue;

    private static CandidateScore Scored(in CandidateList list, in DecisionStory story, int place)
    {
        var listing = list.ListingOf(in list.Entrants[place]);
        var terms = Scoring.Of(listing, list.HealthOf(listing), in list.Request, story.Level);
        return story.Policy is { } policy ? terms with { Total = policy.Score(in terms) } : terms;
    }

    private static ImmutableArray<Candidate> Candidates(in CandidateList list, in DecisionStory story, ReadOnlySpan<RankKey> head)
    {
        var candidates = new Candidate[head.Length];
        var same = list.ListingOf(in list.Entrants[head[0].Entrant]).SameModel;
        for (var i = 0; i < head.Length; i++)
        {
            var place = head[i].Entrant;
            ref readonly var entrant = ref list.Entrants[place];
            var listing = list.ListingOf(in entrant);
            var role = i == 0 ? CandidateRole.Primary
                : ReferenceEquals(listing.SameModel, same) ? CandidateRole.SameModel
                : entrant.Role;
            candidates[i] = new(listing.Deployment, listing.Provider!, role) { Score = Scored(in list, in story, place) };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(candidates);
    }
}
