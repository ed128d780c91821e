using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports;

/// <summary>Chooses where usage is read: rows and sums are dropped after the days that retention is set to, each after its own.</summary>
internal sealed class KeptUsage(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The coarsest source that can answer and still has the whole range; else the one that reaches back furthest.</summary>
    /// <returns>The source, and from which day on it is whole: null when nothing of the range was dropped.</returns>
    public async Task<(ReportSources Source, DateOnly? CompleteFrom)> ChooseAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        var (coarsest, first) = (query.Source, DateOnly.FromDateTime(query.From.UtcDateTime));
        var kept = await KeptFromAsync(cancellationToken);
        var furthest = kept[coarsest] <= first || kept[coarsest] <= kept[ReportSources.Rows] ? coarsest : ReportSources.Rows;
        return (furthest, kept[furthest] <= first ? null : kept[furthest]);
    }

    // The first day that each source still has.
    private async Task<Dictionary<ReportSources, DateOnly>> KeptFromAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var days = await connection.ListAsync(
            "SELECT table_name, days FROM ledger_retention WHERE scope = 'global'", [], row => (Table: row.GetString(0), Days: row.GetInt32(1)), cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly Of(string table) => days.Find(row => row.Table == table).Days is > 0 and var kept ? today.AddDays(-kept) : DateOnly.MinValue;
        return new()
        {
            [ReportSources.Rows] = Of("ai_analytics"),
            [ReportSources.Hours] = Of("usage_hourly"),
            [ReportSources.Days] = Of("usage_daily"),
            [ReportSources.TagDays] = Of("usage_tags_daily"),
        };
    }
}
