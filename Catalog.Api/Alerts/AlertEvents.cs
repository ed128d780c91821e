using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>One thing that happened to an alert, and the alert right after it.</summary>
internal sealed record AlertHappening(long EventId, AlertEventType Type, DateTimeOffset At, AlertRow Alert);

/// <summary>What happened to alerts, in one order for all.</summary>
internal static class AlertEvents
{
    private const string Columns = "event_id, type, at, alert::text";

    /// <summary>Adds one with what webhooks are to be told of it, and tells of it once the transaction commits, which must hold the lock of alerts.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="type">What happened.</param>
    /// <param name="alert">To which alert.</param>
    /// <param name="at">When.</param>
    /// <param name="giveUpAt">When webhooks that cannot be told are given up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AddAsync(
        NpgsqlConnection connection, AlertEventType type, AlertRow alert, DateTimeOffset at, DateTimeOffset giveUpAt, CancellationToken cancellationToken)
    {
        if (type == AlertEventType.Resolved)
        {
            // Who was not told of it since it was silenced need not hear that it is over.
            await connection.ExecuteAsync(
                "UPDATE webhook_deliveries SET state = 'dropped', ended_at = $2 WHERE alert_id = $1 AND state = 'silenced'",
                [alert.AlertId, at],
                cancellationToken);
        }

        await connection.ExecuteAsync(
            """
            WITH added AS (
                INSERT INTO alert_events (alert_id, type, at, alert)
                SELECT alert_id, $2, $3, to_jsonb(alerts) FROM alerts WHERE alert_id = $1
                RETURNING event_id, alert),
            told AS (
                INSERT INTO webhook_deliveries (webhook, scope, event_id, alert_id, due_at, give_up_at)
                SELECT name, scope, event_id, $1, $3, $4
                FROM added CROSS JOIN webhooks
                WHERE enabled AND $2 <> 'acknowledged' AND least_severity <= (alert ->> 'severity')::integer
                    AND (kinds = '{}' OR alert ->> 'kind' = ANY (kinds))
                    AND NOT ($2 = 'resolved' AND 'dropped' = ALL (
                        SELECT state FROM webhook_deliveries AS earlier
                        WHERE earlier.alert_id = $1 AND earlier.webhook = name AND earlier.scope = webhooks.scope)))
            SELECT pg_notify($5, event_id::text) FROM added
            """,
            [alert.AlertId, AlertNames.Of(type), at, giveUpAt, AlertStore.Channel],
            cancellationToken);
    }

    /// <summary>Those after the one given, in their order.</summary>
    public static Task<List<AlertHappening>> AfterAsync(NpgsqlConnection connection, long after, int most, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"SELECT {Columns} FROM alert_events WHERE event_id > $1 ORDER BY event_id LIMIT $2", [after, most], Read, cancellationToken);

    /// <summary>The number of the latest; 0 before the first.</summary>
    public static Task<long> LatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync("SELECT coalesce(max(event_id), 0) FROM alert_events", [], row => row.GetInt64(0), cancellationToken);

    /// <summary>The latest event of each open alert, in their order, as things stood at an event.</summary>
    public static Task<List<AlertHappening>> OfOpenAsync(NpgsqlConnection connection, long upTo, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            SELECT {Columns} FROM alert_events
            WHERE event_id IN (
                SELECT (SELECT max(event_id) FROM alert_events AS latest WHERE latest.alert_id = alerts.alert_id AND event_id <= $1)
                FROM alerts WHERE resolved_at IS NULL)
            ORDER BY event_id
            """,
            [upTo],
            Read,
            cancellationToken);

    /// <summary>Reads its number, type, time and alert from four columns.</summary>
    public static AlertHappening Read(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first),
        AlertNames.EventType(row.GetString(first + 1)),
        row.GetFieldValue<DateTimeOffset>(first + 2),
        AlertRow.Read(row.GetString(first + 3)));

    private static AlertHappening Read(NpgsqlDataReader row) => Read(row, 0);
}
