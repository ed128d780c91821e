using System.Collections.Frozen;

namespace Catalog.Api.Reports;

/// <summary>What usage can be grouped and filtered by.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Column">The expression over the columns that every source of usage has.</param>
/// <param name="Kept">Where it is known.</param>
internal sealed record ReportDimension(string Name, string Column, ReportSources Kept)
{
    private const ReportSources Sums = ReportSources.Rows | ReportSources.Hours | ReportSources.Days;
    private const ReportSources Everywhere = Sums | ReportSources.TagDays;

    public static readonly ReportDimension Tag = new("tag", "tag", ReportSources.Rows | ReportSources.TagDays);
    public static readonly ReportDimension Day = new("day", "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD')", Everywhere);
    public static readonly ReportDimension Hour =
        new("hour", "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:00:00\"Z\"')", ReportSources.Rows | ReportSources.Hours);

    /// <summary>All of them, in the order in which they are listed to callers.</summary>
    public static readonly IReadOnlyList<ReportDimension> All =
    [
        new("provider", "provider", Everywhere),
        new("model", "model", Everywhere),
        new("canonical_model", "canonical_model", Everywhere),
        new("tier", "tier", Sums),
        new("key", "key_id", Everywhere),
        new("project", "project_id", Everywhere),
        new("organisation", "organisation_id", Everywhere),
        new("agent", "agent_id", Sums),
        new("execution", "execution_id", ReportSources.Rows),
        Tag,
        new("purpose", "purpose", Sums),
        Day,
        Hour,
    ];

    private static readonly FrozenDictionary<string, ReportDimension> ByName = All.ToFrozenDictionary(dimension => dimension.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Select(dimension => dimension.Name);

    /// <summary>Whether it is a stretch of time, which the range filters.</summary>
    public bool IsTime => this == Day || this == Hour;

    public static ReportDimension? Find(string name) => ByName.GetValueOrDefault(name);
}
