using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Credentials;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Providers;

/// <summary>Reads providers for people.</summary>
internal sealed class ProviderStore(NpgsqlDataSource database)
{
    // The entity tag is the revision in which the row or its key last changed.
    private const string Select =
        $"""
        SELECT provider_id, name, profile, base_url, api_key_environment, headers, parameters, is_free, enabled, origin, edited, last_refreshed,
            (SELECT count(*)::integer FROM model_registry WHERE model_registry.provider_id = providers.provider_id AND scope = 'global'),
            aliases, api_key_file, api_key_stored,
            (SELECT max(revision) FROM catalog_changes WHERE kind IN ('provider', 'credential') AND key = providers.provider_id AND scope = 'global'),
            (SELECT to_jsonb(credential) - 'sealed' FROM provider_credentials AS credential
                WHERE credential.provider_id = providers.provider_id AND credential.scope = 'global'),
            {RouterReports.Column}
        FROM providers
        WHERE scope = 'global'
        """;

    public async Task<List<ProviderView>> ListAsync(string after, int size, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"""{Select} AND provider_id COLLATE "C" > $1 ORDER BY provider_id COLLATE "C" LIMIT $2""", [after, size + 1], Read, cancellationToken);
    }

    public async Task<ProviderView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, id, cancellationToken);
    }

    public static async Task<ProviderView?> FindAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        id.Contains('\0', StringComparison.Ordinal)
            ? null
            : await connection.FirstOrDefaultAsync($"{Select} AND provider_id = $1", [id], Read, cancellationToken);

    private static ProviderView Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Profile = row.GetString(2),
        BaseUrl = row.GetString(3),
        ApiKeyEnvironment = row.NullableString(4),
        Headers = JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.GetString(5))!,
        Parameters = JsonSerializer.Deserialize<ImmutableSortedDictionary<string, JsonElement>>(row.GetString(6))!,
        IsFree = row.GetBoolean(7),
        Enabled = row.GetBoolean(8),
        Origin = row.GetString(9),
        Edited = [.. row.GetFieldValue<string[]>(10)],
        LastRefreshed = row.Nullable<DateTimeOffset>(11),
        Models = row.GetInt32(12),
        Aliases = [.. row.GetFieldValue<string[]>(13)],
        ApiKeyFile = row.NullableString(14),
        ApiKeyStored = row.GetBoolean(15),
        Etag = row.Nullable<long>(16) is { } revision ? $"\"{revision}\"" : null,
        StoredKey = row.NullableString(17) is { } stored ? JsonSerializer.Deserialize<StoredKeyView>(stored, RowJson.Format) : null,
        Routers = JsonSerializer.Deserialize<ImmutableArray<RouterReport>>(row.GetString(18), RowJson.Format),
    };
}
