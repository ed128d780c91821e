using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Access;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Keys;

/// <summary>Reads and writes virtual keys.</summary>
internal static class KeyStore
{
    public static readonly AccessTable<VirtualKey> Table = new("virtual_keys", "key_id", ["virtual_key", "virtual_key_secret"], FindAsync);

    private const string Select =
        """
        SELECT key_id, project_id, organisation_id, key.display_name, role, allowed_models, allowed_providers, allowed_capabilities, limits,
            key.default_model, response_cache, key.disabled, expires_at, created_by, key.version, key.created_at, key.updated_at, key.deleted_at,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('prefix', prefix, 'created_at', secret.created_at, 'expires_at', secret.expires_at)
                    ORDER BY secret.created_at DESC), '[]')
                FROM virtual_key_secrets AS secret
                WHERE secret.key_id = key.key_id AND (secret.expires_at IS NULL OR secret.expires_at > now()))
        FROM virtual_keys AS key JOIN projects USING (project_id)
        """;

    /// <summary>In order of id, which is that of making.</summary>
    public static Task<List<VirtualKey>> ListAsync(
        NpgsqlConnection connection, string? project, bool deleted, string after, int size, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            {Select}
            WHERE ($1 OR key.deleted_at IS NULL) AND key_id COLLATE "C" > $2 AND ($4::text IS NULL OR project_id = $4)
            ORDER BY key_id COLLATE "C" LIMIT $3
            """,
            [deleted, after, size, project],
            Read,
            cancellationToken);

    public static Task<VirtualKey?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync($"{Select} WHERE key_id = $1", [id], Read, cancellationToken);

    public static Task InsertAsync(NpgsqlConnection connection, VirtualKey row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO virtual_keys (key_id, project_id, role, display_name, allowed_models, allowed_providers, allowed_capabilities, limits,
                default_model, response_cache, disabled, expires_at, created_by, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::text, $10, $11, $12::timestamptz, current_setting('catalog.actor'), $13, $13)
            """,
            [
                row.Id, row.Project, row.Role, row.DisplayName, Array(row.Scope.AllowedModels), Array(row.Scope.AllowedProviders),
                Array(row.Scope.AllowedCapabilities), RowJson.OfValue(row.Limits), row.DefaultModel, row.ResponseCache, row.Disabled, row.ExpiresAt, now,
            ],
            cancellationToken);

    public static Task UpdateAsync(NpgsqlConnection connection, VirtualKey row, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            UPDATE virtual_keys SET display_name = $2, allowed_models = $3, allowed_providers = $4, allowed_capabilities = $5, limits = $6::jsonb,
                default_model = $7::text, response_cache = $8, disabled = $9, expires_at = $10::timestamptz, updated_at = $11, version = version + 1
            WHERE key_id = $1
            """,
            [
                row.Id, row.DisplayName, Array(row.Scope.AllowedModels), Array(row.Scope.AllowedProviders), Array(row.Scope.AllowedCapabilities),
                RowJson.OfValue(row.Limits), row.DefaultModel, row.ResponseCache, row.Disabled, row.ExpiresAt, now,
            ],
            cancellationToken);

    /// <summary>Adds a secret by its hash; the others end when told, at once or later, and those past their time are dropped.</summary>
    public static async Task AddSecretAsync(
        NpgsqlConnection connection, string key, NewSecret secret, DateTimeOffset othersUntil, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "DELETE FROM virtual_key_secrets WHERE key_id = $1 AND least(expires_at, $2) <= $3", [key, othersUntil, now], cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE virtual_key_secrets SET expires_at = least(expires_at, $2) WHERE key_id = $1", [key, othersUntil], cancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO virtual_key_secrets (hash, key_id, data_key, prefix, created_at) VALUES ($1, $2, $3, $4, $5)",
            [secret.Hash, key, secret.DataKey, secret.Shown, now],
            cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE virtual_keys SET updated_at = $2, version = version + 1 WHERE key_id = $1", [key, now], cancellationToken);
    }

    /// <summary>The key that a secret of an admin proves; null when it proves none, or none any more.</summary>
    public static Task<string?> FindAdminAsync(NpgsqlConnection connection, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync(
            """
            SELECT key_id
            FROM virtual_key_secrets AS secret JOIN virtual_keys AS key USING (key_id) JOIN projects USING (project_id) JOIN organisations USING (organisation_id)
            WHERE hash = $1 AND role = 'admin' AND key.deleted_at IS NULL AND NOT (key.disabled OR projects.disabled OR organisations.disabled)
                AND (secret.expires_at IS NULL OR secret.expires_at > $2) AND (key.expires_at IS NULL OR key.expires_at > $2)
            """,
            [hash, now],
            row => row.GetString(0),
            cancellationToken);

    /// <summary>Whether an admin key was ever made.</summary>
    public static Task<bool> HadAdminAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.FirstOrDefaultAsync("SELECT EXISTS (SELECT FROM virtual_keys WHERE role = 'admin')", [], row => row.GetBoolean(0), cancellationToken);

    private static string[] Array(ImmutableArray<string> names) => names.IsDefault ? [] : [.. names];

    private static VirtualKey Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Project = row.GetString(1),
        Organisation = row.GetString(2),
        DisplayName = row.GetString(3),
        Role = row.GetString(4),
        Scope = new()
        {
            AllowedModels = [.. row.GetFieldValue<string[]>(5)],
            AllowedProviders = [.. row.GetFieldValue<string[]>(6)],
            AllowedCapabilities = [.. row.GetFieldValue<string[]>(7)],
        },
        Limits = JsonSerializer.Deserialize<KeyLimits>(row.GetString(8), RowJson.Format)!,
        DefaultModel = row.NullableString(9),
        ResponseCache = row.GetBoolean(10),
        Disabled = row.GetBoolean(11),
        ExpiresAt = row.Nullable<DateTimeOffset>(12),
        CreatedBy = row.GetString(13),
        Version = row.GetInt32(14),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(15),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(16),
        DeletedAt = row.Nullable<DateTimeOffset>(17),
        Secrets = [.. JsonSerializer.Deserialize<KeySecretView[]>(row.GetString(18), RowJson.Format)!],
    };
}
