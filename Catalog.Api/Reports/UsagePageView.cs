namespace Catalog.Api.Reports;

/// <summary>One page of sums over usage.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after.</param>
/// <param name="Source">Where they were read: rows, hours, days or tag_days. All say the same.</param>
/// <param name="CompleteFrom">Where that source begins by now, when the range begins earlier; what is older was dropped from it.</param>
/// <param name="Items">The groups. A call counts once for each of its tags, so sums over tags are no sums over calls.</param>
/// <param name="NextPageToken">Asks for the next page; absent after the last.</param>
internal sealed record UsagePageView(
    DateTimeOffset From, DateTimeOffset To, string Source, DateOnly? CompleteFrom, IReadOnlyList<UsageView> Items, string? NextPageToken);
