using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Watching;

/// <summary>
/// Watches how many requests of the last ten minutes were refused since no candidate was left, and how many were served outside
/// the tier chosen for them. One in twenty raises an alert, once there are twenty requests; one in forty resolves it.
/// </summary>
internal sealed class DecisionRates(NpgsqlDataSource database, AlertStore alerts, TimeProvider time) : IAlertSource
{
    private const string Subject = "router";
    private const int Least = 20;
    private const int RaisedAt = 20;
    private const int ResolvedAt = 40;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var (requests, refused, fallbacks) = await CountAsync(cancellationToken);
        await JudgeAsync(
            AlertKind.NoCandidateRate,
            AlertSeverity.Critical,
            requests,
            refused,
            "were refused since no candidate was left. GET /api/v1/decisions of such a request, or the router's why-not, says what excluded each.",
            cancellationToken);
        await JudgeAsync(
            AlertKind.ErrorFallbackRate,
            AlertSeverity.Warning,
            requests,
            fallbacks,
            "found nothing usable in the tier that was chosen for them and were served by another. The models of that tier and their health say why.",
            cancellationToken);
    }

    private async Task JudgeAsync(
        AlertKind kind, AlertSeverity severity, long requests, long affected, string what, CancellationToken cancellationToken)
    {
        if (requests >= Least && affected * RaisedAt >= requests)
        {
            var alert = new RaisedAlert(kind, Subject, severity, $"{affected} of the last {requests} requests {what}");
            await alerts.RaiseAsync(alert.With(new { requests, affected, window_seconds = (int)Window.TotalSeconds }), cancellationToken);
        }
        else if (affected * ResolvedAt < requests || affected == 0)
        {
            await alerts.ResolveAsync(kind, Subject, $"{affected} of the last {requests} requests.", cancellationToken);
        }
    }

    private async Task<(long Requests, long Refused, long Fallbacks)> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            """
            SELECT count(*), count(*) FILTER (WHERE outcome = 'refused'), count(*) FILTER (WHERE error_fallback)
            FROM orchestration_executions
            WHERE created_at > $1
            """,
            [time.GetUtcNow() - Window],
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken);
    }
}
