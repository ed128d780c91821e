using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Watching;

/// <summary>Watches the syncs of enabled providers: the latest failed, or the catalog refused what it brought.</summary>
internal sealed class FailedSyncs(NpgsqlDataSource database, AlertStore alerts) : IAlertSource
{
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var failed = await FindAsync(cancellationToken);
        await alerts.HoldAsync(
            AlertKind.Sync,
            [
                .. failed.Select(sync => new RaisedAlert(
                    AlertKind.Sync,
                    sync.Provider,
                    AlertSeverity.Warning,
                    $"The models of {sync.Provider} cannot be synced and stay as they are ({sync.Result}). {sync.Detail}")),
            ],
            "It was synced, or is synced no longer.",
            cancellationToken);
    }

    private async Task<List<(string Provider, string Result, string Detail)>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            """
            SELECT provider_id, result, detail
            FROM provider_syncs JOIN providers USING (provider_id, scope)
            WHERE scope = 'global' AND enabled AND result IN ('failed', 'refused')
            ORDER BY provider_id
            """,
            [],
            row => (row.GetString(0), row.GetString(1), row.GetString(2)),
            cancellationToken);
    }
}
