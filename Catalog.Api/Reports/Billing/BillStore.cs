using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports.Billing;

/// <summary>One day of one provider: what it bills, and what the ledger holds.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="Ours">What the ledger holds, in dollars.</param>
/// <param name="Theirs">What the provider bills, in dollars.</param>
/// <param name="Unpriced">Our calls without a price.</param>
/// <param name="Unknown">Our calls of which nobody knows how they ended.</param>
/// <param name="FetchedAt">When the provider said so.</param>
internal sealed record BillComparison(
    string Provider, DateOnly Day, decimal Ours, decimal Theirs, long Unpriced, long Unknown, DateTimeOffset FetchedAt)
{
    /// <summary>How much more the provider bills than the ledger holds, in dollars.</summary>
    public decimal Difference => Theirs - Ours;
}

/// <summary>Keeps what providers bill, and sets it against the ledger.</summary>
internal sealed class BillStore(NpgsqlDataSource database)
{
    /// <returns>False when there is no such provider.</returns>
    public async Task<bool> PutAsync(
        string provider, IReadOnlyCollection<(DateOnly Day, decimal Dollars)> days, DateTimeOffset fetchedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            """
            WITH known AS (SELECT provider_id, scope FROM providers WHERE provider_id = $1 AND scope = 'global'),
            kept AS (
                INSERT INTO provider_bills AS before (provider_id, scope, day, amount_usd, fetched_at)
                SELECT provider_id, scope, day, amount, $4
                FROM known CROSS JOIN unnest($2::date[], $3::numeric[]) AS billed (day, amount)
                ON CONFLICT (provider_id, scope, day) DO UPDATE
                SET amount_usd = excluded.amount_usd, fetched_at = excluded.fetched_at
                WHERE before.fetched_at <= excluded.fetched_at)
            SELECT EXISTS (SELECT FROM known)
            """,
            [provider, days.Select(day => day.Day).ToArray(), days.Select(day => day.Dollars).ToArray(), fetchedAt],
            row => row.GetBoolean(0),
            cancellationToken);
    }

    /// <summary>The days that providers billed, in order of provider and day.</summary>
    public async Task<List<BillComparison>> CompareAsync(DateOnly from, DateOnly to, string? provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            """
            SELECT bill.provider_id, bill.day, coalesce(ours.cost, 0) / 1e9, amount_usd, coalesce(ours.unpriced, 0), coalesce(ours.unknown, 0), fetched_at
            FROM provider_bills AS bill
            LEFT JOIN LATERAL (
                SELECT sum(cost_nanos) AS cost, sum(unpriced)::bigint AS unpriced, sum(unknown)::bigint AS unknown
                FROM usage_daily
                WHERE usage_daily.day = bill.day AND provider = bill.provider_id) AS ours ON true
            WHERE bill.scope = 'global' AND bill.day >= $1 AND bill.day < $2 AND ($3::text IS NULL OR bill.provider_id = $3)
            ORDER BY bill.provider_id COLLATE "C", bill.day
            """,
            [from, to, provider],
            row => new BillComparison(
                row.GetString(0),
                row.GetFieldValue<DateOnly>(1),
                row.GetDecimal(2),
                row.GetDecimal(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetFieldValue<DateTimeOffset>(6)),
            cancellationToken);
    }
}
