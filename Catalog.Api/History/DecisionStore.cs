using Catalog.Api.Database;
using Catalog.Api.Usage;
using Npgsql;

namespace Catalog.Api.History;

/// <summary>Reads decisions back from the ledger.</summary>
internal sealed class DecisionStore(NpgsqlDataSource database)
{
    /// <returns>Null when there is none of that id, or not yet.</returns>
    public async Task<KeptDecision?> FindAsync(string id, CancellationToken cancellationToken)
    {
        // The id says when, which spares looking through every day's partition.
        if (LedgerEventRules.ReadId(id, out var eventId, out var createdAt) is not null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            """
            SELECT coalesce(decision::text, ''), created_at, coalesce(provider, ''), coalesce(model, ''), outcome, attempts
            FROM orchestration_executions
            WHERE event_id = $1 AND created_at = $2
            """,
            [eventId, createdAt.UtcDateTime],
            row => new KeptDecision(
                row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5)),
            cancellationToken);
    }
}
