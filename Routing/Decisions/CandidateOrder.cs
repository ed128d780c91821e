using System.Buffers;
using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>Puts what may serve in the order in which it is attempted, with the numbers that led to it.</summary>
/// <remarks>
/// Policies rank; lists keep their order. A warm session stays where it is unless moving pays. Behind whoever stands first come the
/// other places of the same model, then the rest.
/// </remarks>
internal static class CandidateOrder
{
    public static ImmutableArray<Candidate> Of(ref CandidateList list, ref DecisionStory story, int most)
    {
        var scores = ArrayPool<CandidateScore>.Shared.Rent(list.Count);
        var keys = ArrayPool<RankKey>.Shared.Rent(list.Count);
        try
        {
            var ranked = keys.AsSpan(0, list.Count);
            Score(ref list, in story, scores, ranked);
            if (story.Policy is not null)
            {
                RankingOrder.Sort(ranked);
            }

            Stay(ref list, ref story, scores, ranked);
            if (story.Policy is not null)
            {
                SameModelFirst(ranked);
            }

            return Candidates(in list, scores, ranked[..Math.Min(most, ranked.Length)]);
        }
        finally
        {
            ArrayPool<CandidateScore>.Shared.Return(scores);
            ArrayPool<RankKey>.Shared.Return(keys, clearArray: true);
        }
    }

    private static void Score(ref CandidateList list, in DecisionStory story, CandidateScore[] scores, Span<RankKey> keys)
    {
        IRankingPolicy policy = story.Policy is { } weighted ? weighted : ListOrderPolicy.Instance;
        var entrants = list.Entrants;
        for (var i = 0; i < entrants.Length; i++)
        {
            ref readonly var entrant = ref entrants[i];
            var terms = Scoring.Of(entrant.Listing, entrant.Health, in list.Request, story.Level);
            var score = policy.Score(in terms, i);
            scores[i] = story.Policy is null ? terms : terms with { Total = score };
            keys[i] = new(score, terms.ExpectedCost?.Value ?? long.MaxValue, entrant.Listing, i);
        }
    }

    private static void Stay(ref CandidateList list, ref DecisionStory story, CandidateScore[] scores, Span<RankKey> keys)
    {
        if (list.Request.Warm is not { } warm || list.Request.CachedTokens(warm) == 0)
        {
            return;
        }

        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            if (!ReferenceEquals(key.Listing, warm) || list.Entrants[key.Entrant].Role == CandidateRole.Fallback)
            {
                continue;
            }

            var stays = SessionStay.Stays(story.Policy, in scores[keys[0].Entrant], in scores[key.Entrant]);
            story.Reasons.Add(new(
                stays
                    ? static told => Told("the session stays with", told)
                    : static told => Told("the session leaves", told),
                warm.Deployment,
                keys[0].Listing.Deployment,
                keys[i].Cost,
                keys[0].Cost));
            if (stays)
            {
                keys[..i].CopyTo(keys[1..]);
                keys[0] = key;
            }

            return;
        }
    }

    private static string Told(string what, Reason told)
    {
        var (warm, other) = ((Deployment)told.First!, (Deployment)told.Second!);
        return $"{what} {warm.Id}, where its prompt is cached: expected {Dollars(told.Left)} there, {Dollars(told.Right)} with {other.Id}";
    }

    private static string Dollars(long nanos) => nanos == long.MaxValue ? "an unknown price" : new Money.NanoDollars(nanos).ToString();

    // The same model elsewhere comes before another model; within both the ranking stands.
    private static void SameModelFirst(Span<RankKey> keys)
    {
        var same = keys[0].Listing.SameModel;
        if (same.Length == 1)
        {
            return;
        }

        var next = 1;
        for (var i = 1; i < keys.Length; i++)
        {
            if (ReferenceEquals(keys[i].Listing.SameModel, same))
            {
                var key = keys[i];
                keys[next..i].CopyTo(keys[(next + 1)..]);
                keys[next++] = key;
            }
        }
    }

    private static ImmutableArray<Candidate> Candidates(in CandidateList list, CandidateScore[] scores, ReadOnlySpan<RankKey> keys)
    {
        var candidates = new Candidate[keys.Length];
        var same = keys[0].Listing.SameModel;
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var entrant = ref list.Entrants[keys[i].Entrant];
            var listing = entrant.Listing;
            var role = i == 0 ? CandidateRole.Primary
                : ReferenceEquals(listing.SameModel, same) ? CandidateRole.SameModel
                : entrant.Role;
            candidates[i] = new(listing.Deployment, listing.Provider!, role) { Score = scores[keys[i].Entrant] };
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(candidates);
    }
}
