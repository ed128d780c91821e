using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>Reads alerts.</summary>
internal static class AlertList
{
    /// <summary>The newest first, older than the one given.</summary>
    public static Task<List<AlertRow>> ListAsync(
        NpgsqlConnection connection, string? kind, bool includeResolved, long before, int most, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT to_jsonb(alerts)::text FROM alerts
            WHERE ($1::text IS NULL OR kind = $1) AND ($2 OR resolved_at IS NULL) AND alert_id < $3
            ORDER BY alert_id DESC
            LIMIT $4
            """,
            [kind, includeResolved, before, most],
            row => AlertRow.Read(row.GetString(0)),
            cancellationToken);

    public static Task<AlertRow?> FindAsync(NpgsqlConnection connection, long alert, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            "SELECT to_jsonb(alerts)::text FROM alerts WHERE alert_id = $1", [alert], row => AlertRow.Read(row.GetString(0)), cancellationToken);

    /// <summary>How many are open, by kind and severity.</summary>
    public static Task<List<(string Kind, short Severity, long Alerts)>> CountOpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "SELECT kind, severity, count(*) FROM alerts WHERE resolved_at IS NULL GROUP BY kind, severity",
            [],
            row => (row.GetString(0), row.GetInt16(1), row.GetInt64(2)),
            cancellationToken);
}
