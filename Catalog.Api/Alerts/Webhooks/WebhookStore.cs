using Aspire.Catalog.V1;
using Catalog.Api.Credentials;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>Keeps webhooks, their secrets sealed.</summary>
internal static class WebhookStore
{
    private const string Columns = "name, url, kinds, least_severity, enabled";

    public static Task<List<WebhookView>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.ListAsync(
        $"SELECT {Columns} FROM webhooks WHERE scope = 'global' ORDER BY name COLLATE \"C\"", [], Read, cancellationToken);

    public static Task<WebhookView?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"SELECT {Columns} FROM webhooks WHERE scope = 'global' AND name = $1", [name], Read, cancellationToken);

    /// <param name="edit">The edit.</param>
    /// <param name="name">The webhook.</param>
    /// <param name="write">What it shall be.</param>
    /// <param name="secret">Its new secret; null keeps the one it has.</param>
    /// <param name="seal">Seals the secret.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task PutAsync(
        CatalogEdit edit, string name, WebhookWrite write, string? secret, KeySeal seal, CancellationToken cancellationToken)
    {
        object?[] values = [name, write.Url, write.Kinds.ToArray(), (short)AlertNames.Severity(write.LeastSeverity), write.Enabled];
        return secret is null
            ? edit.Connection.ExecuteAsync(
                "UPDATE webhooks SET url = $2, kinds = $3, least_severity = $4, enabled = $5 WHERE name = $1 AND scope = 'global'",
                values,
                cancellationToken)
            : edit.Connection.ExecuteAsync(
                """
                INSERT INTO webhooks (name, url, kinds, least_severity, enabled, sealed, data_key) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (name, scope) DO UPDATE SET url = $2, kinds = $3, least_severity = $4, enabled = $5, sealed = $6, data_key = $7
                """,
                [.. values, seal.Seal(WebhookClient.SealedFor(name), secret), seal.Id],
                cancellationToken);
    }

    /// <returns>Whether there was one.</returns>
    public static async Task<bool> RemoveAsync(CatalogEdit edit, string name, CancellationToken cancellationToken) =>
        await edit.Connection.ExecuteAsync("DELETE FROM webhooks WHERE name = $1 AND scope = 'global'", [name], cancellationToken) > 0;

    /// <summary>What it was told or is to be told, the latest first, before the event given.</summary>
    public static Task<List<DeliveryView>> DeliveriesAsync(
        NpgsqlConnection connection, string name, long before, int most, CancellationToken cancellationToken) => connection.ListAsync(
        """
        SELECT event_id, type, delivery.alert_id, state, attempts, CASE WHEN ended_at IS NULL THEN due_at END, last_status, last_error, ended_at
        FROM webhook_deliveries AS delivery JOIN alert_events USING (event_id)
        WHERE webhook = $1 AND scope = 'global' AND event_id < $2
        ORDER BY event_id DESC
        LIMIT $3
        """,
        [name, before, most],
        row => new DeliveryView(
            row.GetInt64(0),
            row.GetString(1),
            row.GetInt64(2),
            row.GetString(3),
            row.GetInt32(4),
            row.Nullable<DateTimeOffset>(5),
            row.Nullable<int>(6),
            row.NullableString(7),
            row.Nullable<DateTimeOffset>(8)),
        cancellationToken);

    private static WebhookView Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Url = row.GetString(1),
        Kinds = row.GetFieldValue<string[]>(2),
        LeastSeverity = AlertNames.Of((AlertSeverity)row.GetInt16(3)),
        Enabled = row.GetBoolean(4),
    };
}
