using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>Keeps what webhooks are still to be told. It outlives any replica, and only one of them has it in hand at a time.</summary>
internal sealed class DeliveryStore(NpgsqlDataSource database, TimeProvider time)
{
    private const int MostAtOnce = 20;

    // What was to be told before of the same alert goes first.
    private const string Next =
        """
        state IN ('waiting', 'silenced') AND NOT EXISTS (
            SELECT FROM webhook_deliveries AS earlier
            WHERE earlier.alert_id = delivery.alert_id AND earlier.webhook = delivery.webhook
                AND earlier.scope = delivery.scope AND earlier.event_id < delivery.event_id
                AND earlier.state IN ('waiting', 'silenced'))
        """;

    // Longer than a try can take; whoever dies during one leaves it to another after that.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(1);

    /// <summary>Takes what is due in hand.</summary>
    public async Task<List<Delivery>> TakeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await connection.ListAsync(
            $"""
            WITH due AS (
                SELECT delivery_id
                FROM webhook_deliveries AS delivery
                WHERE due_at <= $1 AND {Next}
                ORDER BY due_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            UPDATE webhook_deliveries AS delivery
            SET due_at = $3, attempts = attempts + 1, state = 'waiting'
            FROM due, webhooks, alert_events AS happening
            WHERE delivery.delivery_id = due.delivery_id AND webhooks.name = delivery.webhook AND webhooks.scope = delivery.scope
                AND happening.event_id = delivery.event_id
            RETURNING delivery.delivery_id, webhooks.name, webhooks.url, webhooks.sealed, delivery.attempts, delivery.give_up_at,
                happening.event_id, happening.type, happening.at, happening.alert::text
            """,
            [now, MostAtOnce, now + InHand],
            row => new Delivery(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.GetFieldValue<byte[]>(3),
                row.GetInt32(4),
                row.GetFieldValue<DateTimeOffset>(5),
                AlertEvents.Read(row, 6)),
            cancellationToken);
    }

    /// <summary>How long until something may be due; at most the time given.</summary>
    public async Task<TimeSpan> PauseAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var next = await connection.FirstOrDefaultAsync(
            $"SELECT min(due_at) FROM webhook_deliveries AS delivery WHERE {Next}",
            [],
            row => row.Nullable<DateTimeOffset>(0),
            cancellationToken);
        var pause = next - time.GetUtcNow() ?? longest;
        return pause < longest ? pause : longest;
    }

    /// <summary>Notes that it was told, or that it never will be.</summary>
    public Task EndAsync(Delivery delivery, string state, int? status, string? error, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE webhook_deliveries SET state = $2, last_status = $3, last_error = $4, ended_at = $5 WHERE delivery_id = $1",
        [delivery.Id, state, status, error, time.GetUtcNow()],
        cancellationToken);

    /// <summary>Notes that it failed, and when it is tried again.</summary>
    public Task RetryAsync(Delivery delivery, DateTimeOffset at, int? status, string error, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE webhook_deliveries SET due_at = $2, last_status = $3, last_error = $4 WHERE delivery_id = $1 AND state = 'waiting'",
        [delivery.Id, at, status, error],
        cancellationToken);

    /// <summary>Puts it off until a silence ends, which counts as no try; the time after which it is given up begins then.</summary>
    public Task SilenceAsync(Delivery delivery, DateTimeOffset until, TimeSpan giveUpAfter, CancellationToken cancellationToken) => ExecuteAsync(
        """
        UPDATE webhook_deliveries AS delivery
        SET state = CASE WHEN resolved_at IS NULL THEN 'silenced' ELSE 'dropped' END, due_at = $2, attempts = attempts - 1,
            give_up_at = greatest(give_up_at, $3), ended_at = CASE WHEN resolved_at IS NOT NULL THEN $4::timestamptz END
        FROM alerts
        WHERE delivery_id = $1 AND delivery.state = 'waiting' AND alerts.alert_id = delivery.alert_id
        """,
        [delivery.Id, until, until + giveUpAfter, time.GetUtcNow()],
        cancellationToken);

    private async Task ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, parameters, cancellationToken);
    }
}
