using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Alerts.Watching;

/// <summary>Watches for providers that state other prices, capabilities, limits or dates than are believed. One alert for each provider.</summary>
internal sealed class Drifts(NpgsqlDataSource database, AlertStore alerts) : IAlertSource
{
    private const int Shown = 20;

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in (AlertKind[])[AlertKind.PriceDrift, AlertKind.CapabilityDrift])
        {
            var drifting = await FindAsync(kind == AlertKind.PriceDrift, cancellationToken);
            await alerts.HoldAsync(
                kind,
                [.. drifting.Select(drift => Alert(kind, drift.Provider, drift.Facts, drift.Deployments, drift.Examples))],
                "It states what is believed.",
                cancellationToken);
        }
    }

    private static RaisedAlert Alert(AlertKind kind, string provider, long facts, long deployments, string[] examples)
    {
        var what = kind == AlertKind.PriceDrift ? "prices" : "capabilities, limits or dates";
        var alert = new RaisedAlert(
            kind,
            provider,
            AlertSeverity.Warning,
            $"{provider} states other {what} than are believed: {facts} facts of {deployments} deployments. "
            + $"GET /api/v1/drift?provider={provider} lists them; POST /api/v1/drift/accept takes its word.");
        return alert.With(new { facts, deployments, examples });
    }

    private async Task<List<(string Provider, long Facts, long Deployments, string[] Examples)>> FindAsync(bool prices, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            """
            SELECT provider_id, count(*), count(DISTINCT model_id), (array_agg(model_id || ' ' || field ORDER BY model_id, field))[:$2]
            FROM drifts
            WHERE scope = 'global' AND (field LIKE 'price.%' OR field = 'is_free') = $1
            GROUP BY provider_id
            ORDER BY provider_id
            """,
            [prices, Shown],
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<string[]>(3)),
            cancellationToken);
    }
}
