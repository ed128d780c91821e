using Routing.Catalog;

namespace Routing.Benchmarks.DecisionCaching;

/// <summary>The dates of a catalog at which decisions may change: prices and retirements.</summary>
internal static class CatalogDates
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<CatalogIndex, DateTimeOffset[]> Known = [];

    /// <summary>The first one after a moment; null when none is left.</summary>
    public static DateTimeOffset? NextDate(this CatalogIndex index, DateTimeOffset now)
    {
        foreach (var date in Known.GetValue(index, Of))
        {
            if (date > now)
            {
                return date;
            }
        }

        return null;
    }

    private static DateTimeOffset[] Of(CatalogIndex index) =>
    [
        .. index.Snapshot.Deployments
            .SelectMany(static row => row.Prices.Select(static price => (DateTimeOffset?)price.ValidFrom).Append(row.RetiresAt))
            .OfType<DateTimeOffset>().Distinct().Order(),
    ];
}
