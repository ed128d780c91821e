using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Settings;
using Npgsql;
using Routing.Catalog;
using Routing.Money;

namespace Catalog.Api.Snapshots;

/// <summary>Reads catalog rows as domain records: all of them, or those of given keys. Ordered by key, as the feed promises.</summary>
/// <remarks>Only the global scope is served. Text is compared byte by byte (<c>COLLATE "C"</c>), as everywhere else.</remarks>
internal static class SnapshotReader
{
    public static Task<List<Provider>> ProvidersAsync(NpgsqlConnection connection, string[]? keys, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT provider_id, name, profile, base_url, api_key_environment, headers, enabled, parameters, aliases, api_key_file, api_key_stored
            FROM providers
            WHERE scope = 'global' AND ($1::text[] IS NULL OR provider_id = ANY ($1::text[]))
            ORDER BY provider_id COLLATE "C"
            """,
            [keys],
            ReadProvider,
            cancellationToken);

    public static Task<List<Model>> ModelsAsync(NpgsqlConnection connection, string[]? keys, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT canonical_id, name, family, capabilities, context_window
            FROM models
            WHERE scope = 'global' AND ($1::text[] IS NULL OR canonical_id = ANY ($1::text[]))
            ORDER BY canonical_id COLLATE "C"
            """,
            [keys],
            ReadModel,
            cancellationToken);

    public static async Task<List<Deployment>> DeploymentsAsync(
        NpgsqlConnection connection, string[]? keys, CancellationToken cancellationToken)
    {
        var prices = await PricesAsync(connection, keys, cancellationToken);
        return await connection.ListAsync(
            """
            SELECT provider_id, model_id, canonical_id, name, lifecycle, retires_at, origin, enabled, is_free, specs, deprecated_at
            FROM model_registry
            WHERE scope = 'global' AND ($1::text[] IS NULL OR provider_id || '/' || model_id = ANY ($1::text[]))
            ORDER BY (provider_id || '/' || model_id) COLLATE "C"
            """,
            [keys],
            row => ReadDeployment(row, prices),
            cancellationToken);
    }

    public static Task<List<Tier>> TiersAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "SELECT name, entries, max_tokens, temperature_millis FROM tiers WHERE scope = 'global' ORDER BY name COLLATE \"C\"",
            [],
            ReadTier,
            cancellationToken);

    public static Task<List<ModelAlias>> AliasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "SELECT name, target FROM aliases WHERE scope = 'global' ORDER BY name COLLATE \"C\"",
            [],
            row => new ModelAlias(row.GetString(0), row.GetString(1)),
            cancellationToken);

    public static Task<List<ModelFamily>> FamiliesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "SELECT name, preferred FROM families WHERE scope = 'global' ORDER BY name COLLATE \"C\"",
            [],
            row => new ModelFamily(row.GetString(0), [.. row.GetFieldValue<string[]>(1).Select(model => new ModelId(model))]),
            cancellationToken);

    public static async Task<RoutingRules> RulesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.FirstOrDefaultAsync(
            """
            SELECT agent_share_millis, balanced_from_millis, powerful_above_millis, default_model, step_score, creation_share_millis, unpriced
            FROM orchestrator_config WHERE scope = 'global'
            """,
            [],
            ReadRules,
            cancellationToken)
        ?? new RoutingRules();

    private static async Task<ILookup<string, Price>> PricesAsync(
        NpgsqlConnection connection, string[]? keys, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            """
            SELECT provider_id || '/' || model_id, input, output, cached_input, cache_write, per_request, context_over, valid_from, source,
                price_id
            FROM prices
            WHERE scope = 'global' AND superseded_at IS NULL AND ($1::text[] IS NULL OR provider_id || '/' || model_id = ANY ($1::text[]))
            ORDER BY valid_from, context_over
            """,
            [keys],
            row => (Key: row.GetString(0), Price: ReadPrice(row)),
            cancellationToken);
        return rows.ToLookup(row => row.Key, row => row.Price, StringComparer.Ordinal);
    }

    private static Provider ReadProvider(NpgsqlDataReader row) => new()
    {
        Id = new ProviderId(row.GetString(0)),
        Name = row.GetString(1),
        Profile = row.GetString(2),
        BaseUrl = new Uri(row.GetString(3)),
        ApiKeyEnvironment = row.NullableString(4),
        Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(5))!
            .ToImmutableSortedDictionary(StringComparer.Ordinal),
        Enabled = row.GetBoolean(6),
        Parameters = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.GetString(7))!
            .ToImmutableSortedDictionary(parameter => parameter.Key, parameter => JsonSerializer.Serialize(parameter.Value), StringComparer.Ordinal),
        Aliases = [.. row.GetFieldValue<string[]>(8)],
        ApiKeyFile = row.NullableString(9),
        ApiKeyStored = row.GetBoolean(10),
    };

    private static Model ReadModel(NpgsqlDataReader row) => new()
    {
        Id = new ModelId(row.GetString(0)),
        Name = row.GetString(1),
        Family = row.NullableString(2),
        Capabilities = CapabilityNames.ParseKnown(row.GetFieldValue<string[]>(3)),
        ContextWindow = row.GetInt32(4),
    };

    private static Deployment ReadDeployment(NpgsqlDataReader row, ILookup<string, Price> prices)
    {
        var specs = JsonSerializer.Deserialize<DeploymentSpecs>(row.GetString(9), RowJson.Format)!;
        var id = new DeploymentId(new ProviderId(row.GetString(0)), row.GetString(1));
        return new Deployment
        {
            Id = id,
            CanonicalId = row.NullableString(2) is { } canonical ? new ModelId(canonical) : null,
            Name = row.GetString(3),
            Lifecycle = Enum.Parse<Lifecycle>(row.GetString(4), ignoreCase: true),
            DeprecatedAt = row.Nullable<DateTimeOffset>(10),
            RetiresAt = row.Nullable<DateTimeOffset>(5),
            Origin = Enum.Parse<Origin>(row.GetString(6), ignoreCase: true),
            Enabled = row.GetBoolean(7),
            IsFree = row.GetBoolean(8),
            Capabilities = CapabilityNames.ParseKnown(specs.Capabilities),
            ContextWindow = specs.ContextWindow,
            MaxOutputTokens = specs.MaxOutputTokens,
            Region = specs.Region,
            UnsupportedParameters = specs.UnsupportedParameters,
            Prices = [.. prices[id.ToString()]],
        };
    }

    private static Price ReadPrice(NpgsqlDataReader row) => new()
    {
        Input = new TokenPrice(row.GetInt64(1)),
        Output = new TokenPrice(row.GetInt64(2)),
        CachedInput = row.Nullable<long>(3) is { } cachedInput ? new TokenPrice(cachedInput) : null,
        CacheWrite = row.Nullable<long>(4) is { } cacheWrite ? new TokenPrice(cacheWrite) : null,
        PerRequest = new NanoDollars(row.GetInt64(5)),
        ContextOver = row.GetInt32(6),
        ValidFrom = row.GetFieldValue<DateTimeOffset>(7),
        Source = row.NullableString(8),
        Id = row.GetInt64(9),
    };

    private static Tier ReadTier(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Entries = [.. row.GetFieldValue<string[]>(1).Select(ReadEntry)],
        Parameters = new TierParameters { MaxTokens = row.Nullable<int>(2), TemperatureMillis = row.Nullable<int>(3) },
    };

    private static DeploymentId ReadEntry(string entry) =>
        DeploymentId.TryParse(entry, out var id) ? id : throw new FormatException($"A tier has the entry '{entry}', which is not provider/model.");

    private static RoutingRules ReadRules(NpgsqlDataReader row) => new()
    {
        AgentShareMillis = row.GetInt32(0),
        BalancedFromMillis = row.GetInt32(1),
        PowerfulAboveMillis = row.GetInt32(2),
        DefaultModel = row.NullableString(3),
        StepScore = StepScoreView.Read(row.GetString(4)),
        CreationShareMillis = row.GetInt32(5),
        Unpriced = UnpricedPolicies.Find(row.GetString(6))!.Value,
    };
}
