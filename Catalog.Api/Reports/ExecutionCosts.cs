using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports;

/// <summary>What executions of agents cost.</summary>
/// <param name="Executions">How many took part.</param>
/// <param name="Calls">Calls made for them.</param>
/// <param name="Unpriced">Calls among them without a price, which no cost contains.</param>
/// <param name="CostNanos">What they cost, in billionths of a dollar.</param>
internal sealed record ExecutionSums(long Executions, long Calls, long Unpriced, decimal CostNanos)
{
    /// <summary>The mean of one, to the billionth of a dollar; null without executions.</summary>
    public decimal? MeanNanos => Executions == 0 ? null : decimal.Round(CostNanos / Executions);
}

/// <summary>Adds up executions of agents, which only rows of the ledger name.</summary>
internal sealed class ExecutionCosts(NpgsqlDataSource database)
{
    public async Task<ExecutionSums> SumAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.FirstOrDefaultAsync(
            """
            SELECT count(DISTINCT execution_id), count(*), count(*) FILTER (WHERE cost_nanos IS NULL), coalesce(sum(cost_nanos), 0)::numeric
            FROM ai_analytics
            WHERE created_at >= $1 AND created_at < $2 AND execution_id IS NOT NULL
            """,
            [from.ToUniversalTime(), to.ToUniversalTime()],
            row => new ExecutionSums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetDecimal(3)),
            cancellationToken))!;
    }
}
