using System.Globalization;
using Catalog.Api.Database;
using Npgsql;
using Routing.Money;

namespace Catalog.Api.Budgets;

/// <summary>Keeps when a window first reached a share of its budget.</summary>
internal static class ThresholdStore
{
    /// <summary>Newest first.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="after">The <see cref="KeyOf"/> of the last one on the page before; empty for the first page.</param>
    /// <param name="size">Most rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<CrossedThreshold>> ListAsync(NpgsqlConnection connection, string budget, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT window_start, percent, spent_nanos, limit_nanos, crossed_at
            FROM budget_thresholds
            WHERE budget_id = $1 AND ($2 = '' OR extract(epoch FROM window_start)::bigint * 1000 + percent < nullif($2, '')::bigint)
            ORDER BY window_start DESC, percent DESC
            LIMIT $3
            """,
            [budget, long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? after : "", size],
            row => new CrossedThreshold(
                row.GetFieldValue<DateTimeOffset>(0),
                row.GetInt32(1),
                new NanoDollars(row.GetInt64(2)).Dollars,
                new NanoDollars(row.GetInt64(3)).Dollars,
                row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);

    /// <summary>Where a row stands in the list: windows begin at full seconds.</summary>
    public static string KeyOf(CrossedThreshold row) => ((row.WindowStart.ToUnixTimeSeconds() * 1_000) + row.Percent).ToString(CultureInfo.InvariantCulture);

    /// <returns>Whether nobody had noted it before.</returns>
    public static async Task<bool> AddAsync(
        NpgsqlConnection connection, BudgetRow budget, BudgetStanding standing, int percent, DateTimeOffset now, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO budget_thresholds (budget_id, window_start, percent, spent_nanos, limit_nanos, crossed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """,
            [budget.BudgetId, standing.Window.Start, percent, standing.Settled.SettledNanos, budget.LimitNanos, now],
            cancellationToken) == 1;
}
