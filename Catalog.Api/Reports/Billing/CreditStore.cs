using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports.Billing;

/// <summary>What was used of a provider's credits between two readings, and what the ledger holds of that time.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="From">The first reading.</param>
/// <param name="To">The last one.</param>
/// <param name="Bought">What was ever bought, in dollars, at the last reading.</param>
/// <param name="Used">What was ever used.</param>
/// <param name="Theirs">What was used between the readings.</param>
/// <param name="Ours">What the ledger holds of the calls begun between them, in dollars.</param>
/// <param name="Unpriced">Our calls without a price.</param>
/// <param name="Unknown">Our calls of which nobody knows how they ended.</param>
internal sealed record CreditComparison(
    string Provider, DateTimeOffset From, DateTimeOffset To, decimal Bought, decimal Used, decimal Theirs, decimal Ours, long Unpriced, long Unknown);

/// <summary>Keeps what providers say of credits, and sets it against the ledger.</summary>
internal sealed class CreditStore(NpgsqlDataSource database)
{
    /// <summary>Keeps a reading of a provider that there is.</summary>
    public async Task PutAsync(string provider, decimal bought, decimal used, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            INSERT INTO provider_credits (provider_id, scope, read_at, bought_usd, used_usd)
            SELECT provider_id, scope, $2, $3, $4 FROM providers WHERE provider_id = $1 AND scope = 'global'
            ON CONFLICT DO NOTHING
            """,
            [provider, readAt, bought, used],
            cancellationToken);
    }

    /// <summary>Each provider's first and last reading within a time, in order of providers.</summary>
    public async Task<List<CreditComparison>> CompareAsync(DateTimeOffset from, DateTimeOffset to, string? provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            """
            SELECT said.provider_id, said.first_at, said.last_at, said.bought, said.used, said.used - said.used_before,
                coalesce(ours.cost, 0) / 1e9, ours.unpriced, ours.unknown
            FROM (
                SELECT provider_id, min(read_at) AS first_at, max(read_at) AS last_at,
                    (array_agg(bought_usd ORDER BY read_at DESC))[1] AS bought, (array_agg(used_usd ORDER BY read_at DESC))[1] AS used,
                    (array_agg(used_usd ORDER BY read_at))[1] AS used_before
                FROM provider_credits
                WHERE scope = 'global' AND read_at >= $1 AND read_at < $2 AND ($3::text IS NULL OR provider_id = $3)
                GROUP BY provider_id) AS said
            CROSS JOIN LATERAL (
                SELECT sum(cost_nanos) AS cost, count(*) FILTER (WHERE cost_nanos IS NULL) AS unpriced,
                    count(*) FILTER (WHERE outcome = 'unknown') AS unknown
                FROM ai_analytics
                WHERE provider = said.provider_id AND created_at >= said.first_at AND created_at < said.last_at) AS ours
            ORDER BY said.provider_id COLLATE "C"
            """,
            [from, to, provider],
            row => new CreditComparison(
                row.GetString(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetFieldValue<DateTimeOffset>(2),
                row.GetDecimal(3),
                row.GetDecimal(4),
                row.GetDecimal(5),
                row.GetDecimal(6),
                row.GetInt64(7),
                row.GetInt64(8)),
            cancellationToken);
    }
}
