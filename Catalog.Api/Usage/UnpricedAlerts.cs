using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Usage;

/// <summary>Raises an alert for each model that was called without a price within the last day, and resolves it when there is one.</summary>
internal sealed class UnpricedAlerts(
    NpgsqlDataSource database, AlertStore alerts, DatabaseReadiness readiness, TimeProvider time, ILogger<UnpricedAlerts> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (unpriced, open) = await ReadAsync(cancellationToken);
        foreach (var (subject, calls) in unpriced)
        {
            await alerts.RaiseAsync(
                new RaisedAlert(
                    AlertKind.UnpricedModel,
                    subject,
                    AlertSeverity.Warning,
                    $"{subject} has no price, so that nobody knows what its calls cost ({calls} within a day). Set one with PUT /api/v1/models/{subject}, "
                    + "or have such models refused with the setting unpriced.").With(new { Calls = calls }),
                cancellationToken);
        }

        foreach (var subject in open.Except(unpriced.Select(model => model.Subject), StringComparer.Ordinal))
        {
            await alerts.ResolveAsync(AlertKind.UnpricedModel, subject, "It has a price now, or was not called for a day.", cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                UsageLog.UnpricedUnknown(logger, e.Message);
            }
        }
    }

    private async Task<(List<(string Subject, long Calls)> Unpriced, List<string> Open)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var unpriced = await connection.ListAsync(
            """
            SELECT provider || '/' || model, sum(unpriced)::bigint
            FROM usage_hourly
            WHERE hour > $1 AND unpriced > 0 AND NOT EXISTS (
                SELECT FROM priced_registry WHERE provider_id = provider AND model_id = model AND cost_per_1k IS NOT NULL)
            GROUP BY provider, model
            ORDER BY provider, model
            """,
            [time.GetUtcNow() - Remembered],
            row => (row.GetString(0), row.GetInt64(1)),
            cancellationToken);
        var open = await connection.ListAsync(
            "SELECT subject FROM alerts WHERE kind = $1 AND resolved_at IS NULL ORDER BY subject",
            [AlertNames.Of(AlertKind.UnpricedModel)],
            row => row.GetString(0),
            cancellationToken);
        return (unpriced, open);
    }
}
