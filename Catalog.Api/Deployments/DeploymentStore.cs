using System.Text.Json;
using Catalog.Api.Credentials;
using Catalog.Api.Database;
using Catalog.Api.Drift;
using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Npgsql;

namespace Catalog.Api.Deployments;

/// <summary>Reads deployments for people.</summary>
internal sealed class DeploymentStore(NpgsqlDataSource database)
{
    private const string Columns =
        $"""
        registry.provider_id, registry.model_id, registry.canonical_id, registry.canonical_by,
        coalesce(canonical.family, registry.specs ->> 'family'), registry.name,
        registry.lifecycle, registry.deprecated_at, registry.retires_at, registry.origin, registry.enabled, registry.is_free,
        registry.specs, round(registry.cost_per_1k, 12), round(registry.output_cost_per_1k, 12), registry.edited, registry.first_seen, registry.last_seen,
        registry.last_refreshed, registry.missing_since, registry.ai_data,
        {RouterReports.RegistryColumn}
        """;

    private const string From = FilterSql.From;

    /// <summary>
    /// Reads up to one row more than asked for, so that the caller knows whether there is a next page. Which rows make the page is settled
    /// first; what costs a look-up a row is then read for these alone.
    /// </summary>
    public async Task<List<DeploymentView>> ListAsync(
        IReadOnlyCollection<FilterCondition> conditions, string after, int size, CancellationToken cancellationToken)
    {
        var parameters = new List<object?> { after, size + 1 };
        var where = FilterSql.Where(conditions, parameters);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"""
            WITH page AS MATERIALIZED (
                SELECT registry.provider_id, registry.model_id, registry.scope
                {FilterSql.FromFor(conditions)}
                WHERE registry.scope = 'global' AND (registry.provider_id || '/' || registry.model_id) COLLATE "C" > $1 AND {where}
                ORDER BY (registry.provider_id || '/' || registry.model_id) COLLATE "C"
                LIMIT $2)
            SELECT {Columns}
            FROM page
            JOIN priced_registry AS registry USING (provider_id, model_id, scope)
            LEFT JOIN models AS canonical ON canonical.canonical_id = registry.canonical_id AND canonical.scope = registry.scope
            ORDER BY (registry.provider_id || '/' || registry.model_id) COLLATE "C"
            """,
            parameters,
            Read,
            cancellationToken);
    }

    public async Task<DeploymentView?> FindAsync(string provider, string model, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, provider, model, asOf, cancellationToken);
    }

    public static async Task<DeploymentView?> FindAsync(
        NpgsqlConnection connection, string provider, string model, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var found = await connection.FirstOrDefaultAsync(
            $"SELECT {Columns}, registry.provider_data {From} WHERE registry.provider_id = $1 AND registry.model_id = $2 AND registry.scope = 'global'",
            [provider, model],
            row => Read(row) with { ProviderData = row.NullableString(22) is { } json ? JsonElement.Parse(json) : null },
            cancellationToken);
        return found is null ? null : found with
        {
            Prices = await PricesAsync(connection, provider, model, asOf, cancellationToken),
            Drift = await DriftStore.OfAsync(connection, provider, model, cancellationToken),
        };
    }

    public async Task<string?> TagAsync(string[] kinds, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Edits.TagAsync(connection, kinds, key, cancellationToken);
    }

    /// <summary>The prices known at a moment: recorded by then and not superseded by then.</summary>
    private static Task<List<PriceView>> PricesAsync(
        NpgsqlConnection connection, string provider, string model, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            SELECT {PriceStore.Columns}
            FROM prices
            WHERE provider_id = $1 AND model_id = $2 AND scope = 'global'
                AND recorded_at <= coalesce($3::timestamptz, 'infinity')
                AND (superseded_at IS NULL OR superseded_at > coalesce($3::timestamptz, 'infinity'))
            ORDER BY valid_from, context_over
            """,
            [provider, model, asOf?.ToUniversalTime()],
            PriceStore.Read,
            cancellationToken);

    private static DeploymentView Read(NpgsqlDataReader row)
    {
        var specs = JsonSerializer.Deserialize<DeploymentSpecs>(row.GetString(12), RowJson.Format)!;
        return new DeploymentView
        {
            Id = $"{row.GetString(0)}/{row.GetString(1)}",
            Provider = row.GetString(0),
            Model = row.GetString(1),
            Canonical = row.NullableString(2),
            CanonicalBy = row.NullableString(3),
            Family = row.NullableString(4),
            Name = row.GetString(5),
            Lifecycle = row.GetString(6),
            DeprecatedAt = row.Nullable<DateTimeOffset>(7),
            RetiresAt = row.Nullable<DateTimeOffset>(8),
            Origin = row.GetString(9),
            Enabled = row.GetBoolean(10),
            IsFree = row.GetBoolean(11),
            Capabilities = specs.Capabilities,
            ContextWindow = specs.ContextWindow,
            MaxOutputTokens = specs.MaxOutputTokens,
            Region = specs.Region,
            UnsupportedParameters = specs.UnsupportedParameters,
            SizeClass = specs.SizeClass,
            CostPer1k = Trimmed(row.Nullable<decimal>(13)),
            OutputCostPer1k = Trimmed(row.Nullable<decimal>(14)),
            Edited = [.. row.GetFieldValue<string[]>(15)],
            FirstSeen = row.GetFieldValue<DateTimeOffset>(16),
            LastSeen = row.Nullable<DateTimeOffset>(17),
            LastRefreshed = row.GetFieldValue<DateTimeOffset>(18),
            MissingSince = row.Nullable<DateTimeOffset>(19),
            AiData = row.GetString(20) is var inferred && inferred != "{}" ? JsonElement.Parse(inferred) : null,
            Specs = specs,
            Unavailable = row.NullableString(21),
        };
    }

    // Numeric keeps its decimal places; nobody wants to read the zeros.
    private static decimal? Trimmed(decimal? value) => value / 1.000000000000000000000000000000m;
}
