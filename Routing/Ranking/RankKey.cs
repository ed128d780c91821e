using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>What one candidate is ordered by.</summary>
/// <param name="Score">The policy's; the higher stands first.</param>
/// <param name="Cost">Expected, in billionths of a dollar; <see cref="long.MaxValue"/> when there is no price.</param>
/// <param name="Listing">The deployment.</param>
/// <param name="Entrant">Its place in the list it was taken from.</param>
internal readonly record struct RankKey(int Score, long Cost, Listing Listing, int Entrant);
