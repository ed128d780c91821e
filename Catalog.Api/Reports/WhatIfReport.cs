using Catalog.Api.Database;
using Catalog.Api.Snapshots;
using Npgsql;
using Routing.Money;

namespace Catalog.Api.Reports;

/// <summary>Prices recorded calls again.</summary>
internal sealed class WhatIfReport(NpgsqlDataSource database)
{
    private const int FirstFilter = 3;

    /// <returns>Null when the registry has no such deployment.</returns>
    public async Task<WhatIf?> RunAsync(UsageQuery query, string deployment, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await SnapshotReader.DeploymentsAsync(connection, [deployment], cancellationToken) is not [var other])
        {
            return null;
        }

        var whatIf = new WhatIf(other);
        var asksForTags = query.Only.Any(only => only.Dimension == ReportDimension.Tag);
        var filters = string.Concat(query.Only.Select((only, index) => $" AND {only.Dimension.Column} = ANY (${FirstFilter + index})"));
        await connection.EachAsync(
            $"""
            SELECT at, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, cost_nanos
            FROM ({UsageSql.Of(ReportSources.Rows, asksForTags)}) AS usage
            WHERE true{filters}
            """,
            [query.From.ToUniversalTime(), query.To.ToUniversalTime(), .. query.Only.Select(only => (object)only.Values)],
            row => Add(whatIf, row),
            cancellationToken);
        return whatIf;
    }

    // The ledger keeps fresh, cached and written tokens apart; prices take the whole prompt and its parts.
    private static void Add(WhatIf whatIf, NpgsqlDataReader row)
    {
        var (fresh, cached, written) = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        var usage = new TokenUsage
        {
            InputTokens = fresh + cached + written,
            CachedInputTokens = cached,
            CacheWriteTokens = written,
            OutputTokens = row.GetInt64(4),
        };
        var cost = row.Nullable<long>(5);
        whatIf.Add(row.GetFieldValue<DateTimeOffset>(0), usage, cost, reached: usage.TotalTokens > 0 || cost > 0);
    }
}
