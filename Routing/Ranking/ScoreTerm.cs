namespace Routing.Ranking;

/// <summary>One term of a candidate's score.</summary>
/// <param name="Name"><c>quality</c>, <c>cost</c>, <c>latency</c>, <c>reliability</c> or <c>preference</c>.</param>
/// <param name="Points">How good the candidate is in this respect, from 0 to 1,000; more is always better.</param>
/// <param name="Weight">How much it counts, as the policy says.</param>
public readonly record struct ScoreTerm(string Name, int Points, int Weight);
