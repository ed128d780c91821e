namespace Catalog.Api.Retention;

/// <summary>A table of the ledger whose old rows go.</summary>
/// <param name="Name">The table.</param>
/// <param name="Time">The column that says how old a row is.</param>
/// <param name="IsPartitioned">Whether whole days of it can be dropped.</param>
internal sealed record KeptTable(string Name, string Time, bool IsPartitioned = false)
{
    public static readonly IReadOnlyList<KeptTable> All =
    [
        new("ai_analytics", "created_at", IsPartitioned: true),
        new("orchestration_executions", "created_at", IsPartitioned: true),
        new("feedback", "created_at"),
        new("usage_hourly", "hour"),
        new("usage_daily", "day"),
        new("usage_tags_daily", "day"),
    ];
}
