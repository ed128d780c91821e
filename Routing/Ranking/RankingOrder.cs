namespace Routing.Ranking;

/// <summary>
/// The one order of candidates: the higher score, then the higher priority of the model's profile, then the lower expected cost, then
/// provider and model name character by character. Total, so that neither the order of the catalog nor the machine plays a part.
/// </summary>
internal static class RankingOrder
{
    private static readonly Comparison<RankKey> ByRank = Compare;

    public static void Sort(Span<RankKey> keys) => keys.Sort(ByRank);

    public static int Compare(RankKey left, RankKey right)
    {
        if (left.Score != right.Score)
        {
            return right.Score.CompareTo(left.Score);
        }

        if (left.Listing.Priority != right.Listing.Priority)
        {
            return right.Listing.Priority.CompareTo(left.Listing.Priority);
        }

        return left.Cost != right.Cost
            ? left.Cost.CompareTo(right.Cost)
            : Catalog.DeploymentOrder.ByName.Compare(left.Listing.Deployment.Id, right.Listing.Deployment.Id);
    }
}
