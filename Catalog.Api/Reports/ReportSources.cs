namespace Catalog.Api.Reports;

/// <summary>Where usage is read from. All of them say the same, so the coarsest that can answer is read.</summary>
[Flags]
internal enum ReportSources
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>The ledger, call by call.</summary>
    Rows = 1,

    /// <summary>Its sums by the hour.</summary>
    Hours = 2,

    /// <summary>Its sums by the day.</summary>
    Days = 4,

    /// <summary>Its sums by the day and tag.</summary>
    TagDays = 8,
}
