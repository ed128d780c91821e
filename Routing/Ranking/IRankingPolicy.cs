namespace Routing.Ranking;

/// <summary>A rule by which candidates are put in order.</summary>
internal interface IRankingPolicy
{
    /// <summary>The policy, as in <c>auto:cost</c>.</summary>
    string Name { get; }

    /// <summary>How far up a candidate belongs; the higher stands first.</summary>
    /// <param name="terms">Its points.</param>
    /// <param name="place">Where it stands in the list it was taken from, from 0.</param>
    int Score(in CandidateScore terms, int place);
}
