using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Silences;

/// <summary>Keeps silences.</summary>
internal sealed class SilenceStore(NpgsqlDataSource database, TimeProvider time)
{
    private const string Columns = "silence_id, kind, subject, until, reason, created_at, created_by";

    /// <summary>Those that have not ended, the oldest first.</summary>
    public async Task<List<Silence>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"SELECT {Columns} FROM alert_silences WHERE until > $1 ORDER BY silence_id", [time.GetUtcNow()], Read, cancellationToken);
    }

    public async Task<Silence> AddAsync(string kind, string subject, DateTimeOffset until, string reason, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.FirstOrDefaultAsync(
            $"""
            INSERT INTO alert_silences (kind, subject, until, reason, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING {Columns}
            """,
            [kind, subject, until.ToUniversalTime(), reason, time.GetUtcNow(), by],
            Read,
            cancellationToken))!;
    }

    /// <summary>Ends one; what waited for that is due at once.</summary>
    /// <returns>Whether it had not ended.</returns>
    public async Task<bool> EndAsync(long silence, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await connection.ExecuteAsync(
            "UPDATE alert_silences SET until = $2 WHERE silence_id = $1 AND until > $2", [silence, time.GetUtcNow()], cancellationToken) > 0;
        await connection.ExecuteAsync(
            "UPDATE webhook_deliveries SET due_at = least(due_at, $1) WHERE state = 'silenced'", [time.GetUtcNow()], cancellationToken);
        await connection.ExecuteAsync("SELECT pg_notify($1, '')", [AlertStore.Channel], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ended;
    }

    private static Silence Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetString(6));
}
