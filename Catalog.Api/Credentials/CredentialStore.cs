using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Credentials;

/// <summary>Keeps keys, sealed, and opens them for routers.</summary>
internal sealed class CredentialStore(NpgsqlDataSource database, DataKey dataKey, TimeProvider time, ILogger<CredentialStore> logger)
{
    // The four last characters of a short secret would be a good part of it.
    private const int LeastShown = 16;
    private const int Shown = 4;

    public async Task SetAsync(CatalogEdit edit, string provider, string secret, KeySeal seal, CancellationToken cancellationToken) =>
        await edit.Connection.ExecuteAsync(
            """
            INSERT INTO provider_credentials (provider_id, sealed, data_key, last_four, fingerprint, set_at, set_by)
            VALUES ($1, $2, $3, $4, $5, $6, current_setting('catalog.actor'))
            ON CONFLICT (provider_id, scope) DO UPDATE SET sealed = excluded.sealed, data_key = excluded.data_key,
                last_four = excluded.last_four, fingerprint = excluded.fingerprint, set_at = excluded.set_at, set_by = excluded.set_by
            """,
            [
                provider,
                seal.Seal(provider, secret),
                seal.Id,
                secret.Length < LeastShown ? "" : secret[^Shown..],
                seal.Fingerprint(secret),
                time.GetUtcNow(),
            ],
            cancellationToken);

    /// <returns>Whether there was one.</returns>
    public static async Task<bool> RemoveAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken) =>
        await edit.Connection.ExecuteAsync(
            "DELETE FROM provider_credentials WHERE provider_id = $1 AND scope = 'global'", [provider], cancellationToken) > 0;

    /// <summary>The revision in which a key last changed; 0 before the first.</summary>
    public async Task<long> RevisionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.FirstOrDefaultAsync(
            "SELECT coalesce(max(revision), 0) FROM catalog_changes WHERE kind = 'credential' AND scope = 'global'",
            [],
            row => row.GetInt64(0),
            cancellationToken);
    }

    /// <summary>Every key in use, opened.</summary>
    public async Task<CredentialSet> OpenAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.ListAsync(
            """
            SELECT provider_id, sealed, data_key
            FROM provider_credentials JOIN providers USING (provider_id, scope)
            WHERE scope = 'global' AND api_key_stored
            ORDER BY provider_id COLLATE "C"
            """,
            [],
            row => (Provider: row.GetString(0), Sealed: row.GetFieldValue<byte[]>(1), DataKey: row.GetString(2)),
            cancellationToken);
        var opened = new CredentialSet();
        if (rows.Count == 0)
        {
            return opened;
        }

        var seal = dataKey.Find(out var missing);
        foreach (var row in rows)
        {
            if (seal?.Open(row.Provider, row.Sealed) is { } secret)
            {
                opened.Credentials.Add(new Credential { Provider = row.Provider, ApiKey = secret });
            }
            else
            {
                CredentialLog.NotOpened(logger, row.Provider, row.DataKey, missing ?? $"The data key at hand is {seal!.Id}.");
            }
        }

        return opened;
    }
}
