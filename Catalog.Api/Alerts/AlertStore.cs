using Aspire.Catalog.V1;
using Catalog.Api.Alerts.Webhooks;
using Catalog.Api.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>Raises, acknowledges and resolves alerts, for every replica.</summary>
internal sealed class AlertStore(
    NpgsqlDataSource database, AlertInstruments instruments, IOptions<WebhookOptions> webhooks, TimeProvider time, ILogger<AlertStore> logger)
{
    /// <summary>The channel on which a new event is told.</summary>
    public const string Channel = "alerts";

    private const long Lock = 7_203_514_466_918_061;

    /// <summary>Raises an alert, or notes that an open one still holds; only a new one and a rise of severity are told.</summary>
    public async Task<AlertRow> RaiseAsync(RaisedAlert alert, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        object?[] values = [AlertNames.Of(alert.Kind), alert.Subject, (short)alert.Severity, alert.Message, alert.Data, time.GetUtcNow()];

        // What still holds is the common case, and waits for nobody.
        if (await connection.FirstOrDefaultAsync(
            """
            UPDATE alerts AS open
            SET message = $4, data = $5::jsonb, last_seen = greatest(last_seen, $6), occurrences = occurrences + 1
            WHERE kind = $1 AND subject = $2 AND resolved_at IS NULL AND severity >= $3
            RETURNING to_jsonb(open)::text
            """,
            values,
            row => AlertRow.Read(row.GetString(0)),
            cancellationToken) is { } known)
        {
            return known;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        var (raised, severityBefore) = await connection.FirstOrDefaultAsync(
            """
            WITH before AS (SELECT severity FROM alerts WHERE kind = $1 AND subject = $2 AND resolved_at IS NULL)
            INSERT INTO alerts AS open (kind, subject, severity, message, data, raised_at, last_seen)
            VALUES ($1, $2, $3, $4, $5::jsonb, $6, $6)
            ON CONFLICT (kind, subject) WHERE resolved_at IS NULL DO UPDATE
            SET message = $4, data = $5::jsonb, last_seen = greatest(open.last_seen, $6), occurrences = open.occurrences + 1,
                severity = greatest(open.severity, $3),
                acknowledged_at = CASE WHEN open.severity >= $3 THEN open.acknowledged_at END,
                acknowledged_by = CASE WHEN open.severity >= $3 THEN open.acknowledged_by END
            RETURNING to_jsonb(open)::text, (SELECT severity FROM before)
            """,
            values,
            row => (AlertRow.Read(row.GetString(0)), row.Nullable<short>(1)),
            cancellationToken);
        AlertEventType? happened = severityBefore is null ? AlertEventType.Raised
            : severityBefore < (short)alert.Severity ? AlertEventType.Escalated
            : null;
        if (happened is { } type)
        {
            await AddEventAsync(connection, type, raised, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Tell(happened, raised);
        return raised;
    }

    /// <returns>The alert that was resolved; null when none was open.</returns>
    public Task<AlertRow?> ResolveAsync(AlertKind kind, string subject, string resolution, CancellationToken cancellationToken) => ChangeOpenAsync(
        AlertEventType.Resolved,
        "kind = $1 AND subject = $2",
        [AlertNames.Of(kind), subject],
        "resolved_at = greatest(last_seen, $3), resolution = $4",
        [time.GetUtcNow(), resolution],
        cancellationToken);

    /// <returns>The alert; null when it is unknown or resolved.</returns>
    public Task<AlertRow?> AcknowledgeAsync(long alert, string by, CancellationToken cancellationToken) => ChangeOpenAsync(
        AlertEventType.Acknowledged,
        "alert_id = $1",
        [alert],
        "acknowledged_at = $2, acknowledged_by = $3",
        [time.GetUtcNow(), by],
        cancellationToken);

    /// <summary>Raises the alerts of a kind that hold, and resolves the open ones of that kind that do not.</summary>
    public async Task HoldAsync(
        AlertKind kind, IReadOnlyCollection<RaisedAlert> holding, string otherwise, CancellationToken cancellationToken)
    {
        foreach (var alert in holding)
        {
            await RaiseAsync(alert, cancellationToken);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var open = await connection.ListAsync(
            "SELECT subject FROM alerts WHERE kind = $1 AND resolved_at IS NULL", [AlertNames.Of(kind)], row => row.GetString(0), cancellationToken);
        foreach (var subject in open.Except(holding.Select(alert => alert.Subject)))
        {
            await ResolveAsync(kind, subject, otherwise, cancellationToken);
        }
    }

    private static Task<int> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [Lock], cancellationToken);

    private async Task<AlertRow?> ChangeOpenAsync(
        AlertEventType type, string which, object?[] named, string change, object?[] changes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // That there is nothing to change is the common case, and waits for nobody.
        if (!await connection.FirstOrDefaultAsync(
            $"SELECT EXISTS (SELECT FROM alerts WHERE {which} AND resolved_at IS NULL)", named, row => row.GetBoolean(0), cancellationToken))
        {
            return null;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        var changed = await connection.FirstOrDefaultAsync(
            $"UPDATE alerts AS open SET {change} WHERE {which} AND resolved_at IS NULL RETURNING to_jsonb(open)::text",
            [.. named, .. changes],
            row => AlertRow.Read(row.GetString(0)),
            cancellationToken);
        if (changed is null)
        {
            return null;
        }

        await AddEventAsync(connection, type, changed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Tell(type, changed);
        return changed;
    }

    private Task AddEventAsync(NpgsqlConnection connection, AlertEventType type, AlertRow alert, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return AlertEvents.AddAsync(connection, type, alert, now, now + webhooks.Value.GiveUpAfter, cancellationToken);
    }

    private void Tell(AlertEventType? happened, AlertRow alert)
    {
        if (happened is { } type)
        {
            AlertLog.Happened(logger, type, alert);
            instruments.Happened(type, alert);
        }
    }
}
