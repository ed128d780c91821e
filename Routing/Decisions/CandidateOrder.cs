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

    // Only those that score high enough to be listed are put in order; that is known of all of them by their sums.
    private static void Rank(in CandidateList list, ref DecisionStory story, WeightedPolicy policy, Span<RankKey> head)
    {
        var sums = ArrayPool<int>.Shared.Rent(list.Entrants.Length + Lineup.Block);
        var keys = ArrayPool<RankKey>.Shared.Rent(list.Count);
        try
        {
            EntrantSums.Write(in list, policy, story.Level, sums);
            var places = new FirstPlaces(in list, policy, sums.AsSpan(0, (list.Entrants.Length + Lineup.Block - 1) / Lineup.Block * Lineup.Block), keys);
            var first = places.KeepHighest(head.Length);
            var warm = WarmPlace(in list);
            first = warm >= 0 && warm != first && Stays(in list, ref story, first, warm) ? warm : first;
            places.Follow(first, head);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(sums);
            ArrayPool<RankKey>.Shared.Return(keys);
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
        var there = list.PointsOf(in list.Entrants[warm], story.Level);
        var elsewhere = list.PointsOf(in list.Entrants[first], story.Level);
        var stays = SessionStay.Stays(story.Policy, in elsewhere, in there);
        story.Reasons.Add(new(
            stays
                ? static told => Told("the session stays with", told)
                : static told => Told("the session leaves", told),
            list.ListingOf(in list.Entrants[warm]).Deployment,
            list.ListingOf(in list.Entrants[first]).Deployment,
            there.ExpectedCost,
            elsewhere.ExpectedCost));
        return stays;
    }

    private static string Told(string what, Reason told)
    {
        var (warm, other) = ((Deployment)told.First!, (Deployment)told.Second!);
        return $"{what} {warm.Id}, where its prompt is cached: expected {Dollars(told.Left)} there, {Dollars(told.Right)} with {other.Id}";
    }

    private static string Dollars(long nanos) => nanos == RequestCost.Unpriced ? "an unknown price" : new Money.NanoDollars(nanos).ToString();

    private static CandidateScore Scored(in CandidateList list, in DecisionStory story, in Entrant entrant)
    {
        var points = list.PointsOf(in entrant, story.Level);
        return new()
        {
            Total = story.Policy?.Score(in points) ?? 0,
            Quality = points.Quality,
            Cost = points.Cost,
            Latency = points.Latency,
            Reliability = points.Reliability,
            Preference = points.Preference,
            ExpectedCost = points.ExpectedCost == RequestCost.Unpriced ? null : new(points.ExpectedCost),
            FirstTokenMillis = list.HealthOf(in entrant).FirstTokenMillis,
        };
    }

    private static ImmutableArray<Candidate> Candidates(in CandidateList list, in DecisionStory story, ReadOnlySpan<RankKey> head)
    {
        var candidates = new Candidate[head.Length];
        var same = list.ListingOf(in list.Entrants[head[0].Entrant]).SameModel;
        for (var i = 0; i < head.Length; i++)
        {
            ref readonly var entrant = ref list.Entrants[head[i].Entrant];
            var listing = list.ListingOf(in entrant);
            var role = i == 0 ? CandidateRole.Primary
                : ReferenceEquals(listing.SameModel, same) ? CandidateRole.SameModel
                : entrant.Role;
            candidates[i] = new(listing.Deployment, listing.Provider!, role) { Score = Scored(in list, in story, in entrant) };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(candidates);
    }
}
