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

    /// <summary>Adds one and tells of it once the transaction commits, which must hold the lock of alerts.</summary>
    public static Task AddAsync(
        NpgsqlConnection connection, AlertEventType type, AlertRow alert, DateTimeOffset at, CancellationToken cancellationToken) => connection.ExecuteAsync(
        """
        WITH added AS (
            INSERT INTO alert_events (alert_id, type, at, alert)
            SELECT alert_id, $2, $3, to_jsonb(alerts) FROM alerts WHERE alert_id = $1
            RETURNING event_id)
        SELECT pg_notify($4, event_id::text) FROM added
        """,
        [alert.AlertId, AlertNames.Of(type), at, AlertStore.Channel],
        cancellationToken);

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

    private static AlertHappening Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), AlertNames.EventType(row.GetString(1)), row.GetFieldValue<DateTimeOffset>(2), AlertRow.Read(row.GetString(3)));
}
