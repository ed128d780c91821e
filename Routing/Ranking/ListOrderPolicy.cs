namespace Routing.Ranking;

/// <summary>Keeps the order in which tiers, families and places are listed: the first usable entry wins.</summary>
internal sealed class ListOrderPolicy : IRankingPolicy
{
    public static readonly ListOrderPolicy Instance = new();

    public string Name => "list-order";

    public int Score(in CandidateScore terms, int place) => -place;
}
