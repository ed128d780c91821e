using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Watching;

/// <summary>Watches for models that were called without a price within the last day and still have none.</summary>
internal sealed class UnpricedModels(NpgsqlDataSource database, AlertStore alerts, TimeProvider time) : IAlertSource
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var unpriced = await FindAsync(cancellationToken);
        await alerts.HoldAsync(
            AlertKind.UnpricedModel,
            [
                .. unpriced.Select(model => new RaisedAlert(
                    AlertKind.UnpricedModel,
                    model.Subject,
                    AlertSeverity.Warning,
                    $"{model.Subject} has no price, so that nobody knows what its calls cost ({model.Calls} within a day). Set one with PUT "
                    + $"/api/v1/models/{model.Subject}, or have such models refused with the setting unpriced.").With(new { model.Calls })),
            ],
            "It has a price now, or was not called for a day.",
            cancellationToken);
    }

    private async Task<List<(string Subject, long Calls)>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
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
    }
}
