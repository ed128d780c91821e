using Catalog.Api.Database;
using Google.Protobuf.WellKnownTypes;
using Npgsql;
using Routing.Money.Budgets;
using BudgetHold = Aspire.Catalog.V1.BudgetHold;

namespace Catalog.Api.Budgets;

/// <summary>What the ledger has of a window of a budget.</summary>
/// <param name="SettledNanos">Cost in billionths of a US dollar.</param>
/// <param name="UnpricedCalls">Calls whose cost nobody knows.</param>
internal readonly record struct BudgetSettled(long SettledNanos, long UnpricedCalls);

/// <summary>Sums what is spent of a budget, and keeps what routers say they hold.</summary>
internal static class BudgetSpendStore
{
    /// <summary>
    /// Sums a window. A call belongs to the window in which its request was decided, so that retries do not move into the next; the
    /// decision's id carries that moment.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="window">One of its windows.</param>
    /// <param name="except">Ids of decisions and events that are counted elsewhere.</param>
    /// <param name="now">The days before yesterday are taken from their sums, which outlive the rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BudgetSettled> SettledAsync(
        NpgsqlConnection connection,
        BudgetRow budget,
        BudgetWindow window,
        IReadOnlyCollection<string> except,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var owner = BudgetNames.Scope(budget.OwnerKind) switch
        {
            BudgetScopeKind.Organisation => "organisation_id",
            BudgetScopeKind.Project => "project_id",
            _ => "key_id",
        };
        var (first, last) = WholeDays(window, now);
        return await connection.FirstOrDefaultAsync(
            $"""
            SELECT coalesce(sum(cost_nanos), 0)::bigint, coalesce(sum(unpriced), 0)::bigint
            FROM (
                SELECT cost_nanos, CASE WHEN cost_nanos IS NULL THEN 1 ELSE 0 END AS unpriced
                FROM ai_analytics AS spent
                WHERE {owner} = $1
                    AND created_at >= $2
                    AND ($3::timestamptz IS NULL OR created_at < $3::timestamptz + interval '1 day')
                    AND (created_at < $9 OR created_at >= $10)
                    AND coalesce(decision_id, event_id::text) COLLATE "C" >= $4
                    AND ($5::text IS NULL OR coalesce(decision_id, event_id::text) COLLATE "C" < $5)
                    AND ($6::text IS NULL OR canonical_model = $6 OR provider || '/' || model = $6)
                    AND ($7::text IS NULL OR provider = $7)
                    AND NOT EXISTS (SELECT FROM unnest($8::text[]) AS counted (id) WHERE counted.id = spent.decision_id)
                    AND NOT EXISTS (SELECT FROM unnest($8::text[]) AS counted (id) WHERE counted.id = spent.event_id::text)
                UNION ALL
                SELECT cost_nanos, unpriced
                FROM usage_daily
                WHERE {owner} = $1
                    AND day >= ($9 AT TIME ZONE 'UTC')::date
                    AND day < ($10 AT TIME ZONE 'UTC')::date
                    AND ($6::text IS NULL OR canonical_model = $6 OR provider || '/' || model = $6)
                    AND ($7::text IS NULL OR provider = $7)
            ) AS parts
            """,
            [
                budget.OwnerId, window.Start, window.End, FirstId(window.Start), window.End is { } end ? FirstId(end) : null, budget.Model,
                budget.Provider, except.ToArray(), first, last,
            ],
            row => new BudgetSettled(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken);
    }

    /// <summary>What routers last said they hold of a window.</summary>
    public static Task<long> HeldAsync(NpgsqlConnection connection, string budget, DateTimeOffset start, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            "SELECT coalesce(sum(nanos), 0)::bigint FROM budget_holds WHERE budget_id = $1 AND window_start = $2",
            [budget, start],
            row => row.GetInt64(0),
            cancellationToken);

    /// <summary>What routers may hold of a window by now, some aside.</summary>
    public static Task<long> MayHoldAsync(
        NpgsqlConnection connection, string budget, DateTimeOffset start, IReadOnlyCollection<string> except, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            """
            SELECT coalesce(sum(greatest(nanos, ceiling_nanos)), 0)::bigint
            FROM budget_holds
            WHERE budget_id = $1 AND window_start = $2 AND router <> ALL ($3::text[])
            """,
            [budget, start, except.ToArray()],
            row => row.GetInt64(0),
            cancellationToken);

    /// <summary>Takes down what a router holds, in place of what it said before.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="router">Who holds it.</param>
    /// <param name="holds">What it says.</param>
    /// <param name="othersStand">Whether what it said of other windows stands.</param>
    /// <param name="now">When it said so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it had said.</returns>
    public static async Task<List<BudgetHold>> ReplaceHoldsAsync(
        NpgsqlConnection connection, string router, IReadOnlyCollection<BudgetHold> holds, bool othersStand, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var budgets = holds.Select(hold => hold.BudgetId).ToArray();
        var starts = holds.Select(hold => hold.WindowStart.ToDateTime()).ToArray();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var replaced = await connection.ListAsync(
            """
            DELETE FROM budget_holds
            WHERE router = $1
                AND (NOT $2 OR (budget_id, window_start) IN (SELECT told.* FROM unnest($3::text[], $4::timestamptz[]) AS told))
            RETURNING budget_id, window_start, nanos, ceiling_nanos
            """,
            [router, othersStand, budgets, starts],
            row => new BudgetHold
            {
                BudgetId = row.GetString(0),
                WindowStart = row.GetFieldValue<DateTimeOffset>(1).ToTimestamp(),
                Nanos = row.GetInt64(2),
                CeilingNanos = row.GetInt64(3),
            },
            cancellationToken);
        await connection.ExecuteAsync(
            """
            INSERT INTO budget_holds (router, budget_id, window_start, nanos, ceiling_nanos, reported_at)
            SELECT $1, held.budget_id, held.window_start, sum(held.nanos), sum(held.ceiling_nanos), $6
            FROM unnest($2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[]) AS held (budget_id, window_start, nanos, ceiling_nanos)
            GROUP BY held.budget_id, held.window_start
            """,
            [router, budgets, starts, holds.Select(hold => hold.Nanos).ToArray(), holds.Select(hold => hold.CeilingNanos).ToArray(), now],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replaced;
    }

    // A call that was decided in the last moment of a window may have been made a day later, and nobody counts elsewhere what is older.
    private static (DateTimeOffset First, DateTimeOffset Last) WholeDays(BudgetWindow window, DateTimeOffset now)
    {
        var first = window.End is null ? window.Start : window.Start.AddDays(1);
        var yesterday = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-1);
        var last = window.End is { } end && end.AddDays(-1) < yesterday ? end.AddDays(-1) : yesterday;
        return last > first ? (first, last) : (window.Start, window.Start);
    }

    // Ids of version 7 begin with their millisecond in hexadecimal, so that texts compare as their times do.
    private static string FirstId(DateTimeOffset moment)
    {
        var milliseconds = moment.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
        return $"{milliseconds[..8]}-{milliseconds[8..]}";
    }
}
