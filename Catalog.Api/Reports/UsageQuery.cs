namespace Catalog.Api.Reports;

/// <summary>What is asked of usage.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after.</param>
internal sealed record UsageQuery(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What to add up by, outermost first; empty for one sum of everything.</summary>
    public IReadOnlyList<ReportDimension> GroupBy { get; init; } = [];

    /// <summary>Only calls that have one of the values in each of these.</summary>
    public IReadOnlyList<(ReportDimension Dimension, string[] Values)> Only { get; init; } = [];

    /// <summary>Whether the dearest groups come first; else they are ordered by name.</summary>
    public bool DearestFirst { get; init; }

    /// <summary>The coarsest source that knows every dimension asked for and whose steps the range begins and ends with.</summary>
    public ReportSources Source
    {
        get
        {
            var possible = GroupBy.Concat(Only.Select(only => only.Dimension))
                .Aggregate(ReportSources.Rows | ReportSources.Hours | ReportSources.Days | ReportSources.TagDays, (kept, asked) => kept & asked.Kept);
            var asksForTags = GroupBy.Contains(ReportDimension.Tag) || Only.Any(only => only.Dimension == ReportDimension.Tag);
            bool Begins(TimeSpan step) => From.UtcTicks % step.Ticks == 0 && To.UtcTicks % step.Ticks == 0;
            return !Begins(TimeSpan.FromHours(1)) ? ReportSources.Rows
                : asksForTags ? Begins(TimeSpan.FromDays(1)) && possible.HasFlag(ReportSources.TagDays) ? ReportSources.TagDays : ReportSources.Rows
                : Begins(TimeSpan.FromDays(1)) && possible.HasFlag(ReportSources.Days) ? ReportSources.Days
                : possible.HasFlag(ReportSources.Hours) ? ReportSources.Hours
                : ReportSources.Rows;
        }
    }
}
