namespace Routing.Ranking;

/// <summary>Whether a session stays where its prompt is cached, or moves to whoever ranks first.</summary>
internal static class SessionStay
{
    /// <summary>A move pays when the policy ranks the other this much higher: 15 points, with the shipped cost policy a price a good fifth lower.</summary>
    private const int MarginOfScore = 15 * WeightedPolicy.PerPoint;

    /// <summary>Where lists give the order, a move pays when the other costs at most this share of what staying costs.</summary>
    private const int ShareOfCost = 80;

    /// <param name="policy">The policy that ranked; null where lists give the order.</param>
    /// <param name="first">Who ranks first, with what its cache would have saved taken into account.</param>
    /// <param name="warm">Where the session is warm.</param>
    public static bool Stays(WeightedPolicy? policy, in ScorePoints first, in ScorePoints warm) => policy is null
        ? !IsCheaper(first.ExpectedCost, warm.ExpectedCost)
        : policy.Score(in first) - policy.Score(in warm) < MarginOfScore;

    // Without both prices there is nothing to gain that anybody could name.
    private static bool IsCheaper(long other, long staying) =>
        other != RequestCost.Unpriced && staying != RequestCost.Unpriced && (Int128)other * 100 <= (Int128)staying * ShareOfCost;
}
