using Catalog.Api.Database;
using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Views;

/// <summary>Reads which view <c>orchestrator_config.active_table_name</c> names, and what it contains.</summary>
internal static class ActiveViews
{
    // As the view priced_registry, which would read the present even where the tables of a past revision stand in for the real ones.
    private const string From =
        """
        FROM (
            SELECT model_registry.*,
                coalesce(price.input / 1e12, CASE WHEN model_registry.is_free THEN 0 END) AS cost_per_1k,
                coalesce(price.output / 1e12, CASE WHEN model_registry.is_free THEN 0 END) AS output_cost_per_1k
            FROM model_registry
            LEFT JOIN LATERAL (
                SELECT input, output
                FROM prices
                WHERE prices.provider_id = model_registry.provider_id AND prices.model_id = model_registry.model_id
                    AND prices.scope = model_registry.scope AND superseded_at IS NULL AND context_over = 0 AND valid_from <= now()
                ORDER BY valid_from DESC
                LIMIT 1
            ) AS price ON true
        ) AS registry
        LEFT JOIN models AS canonical ON canonical.canonical_id = registry.canonical_id AND canonical.scope = registry.scope
        """;

    /// <returns>Null when nothing is narrowed: the registry is named, or a view that is gone or can no longer be read.</returns>
    public static async Task<ActiveView?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (name, filter) = await ConfiguredAsync(connection, cancellationToken);
        if (name == LegacyTables.Registry || filter is null || Fault(name, filter, out var conditions) is not null)
        {
            return null;
        }

        var parameters = new List<object?>();
        var where = FilterSql.Where(conditions, parameters);
        var deployments = await connection.ListAsync(
            $"""
            SELECT registry.provider_id, registry.model_id
            {From}
            WHERE registry.scope = 'global' AND {where}
            ORDER BY (registry.provider_id || '/' || registry.model_id) COLLATE "C"
            """,
            parameters,
            row => new DeploymentId(new ProviderId(row.GetString(0)), row.GetString(1)),
            cancellationToken);
        return new ActiveView(name, [.. deployments]);
    }

    /// <summary>Why the registry is used in place of the view that is named; null when all is well.</summary>
    public static async Task<string?> FaultAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (name, filter) = await ConfiguredAsync(connection, cancellationToken);
        return name == LegacyTables.Registry ? null : Fault(name, filter, out _);
    }

    private static string? Fault(string name, string? filter, out List<FilterCondition> conditions)
    {
        conditions = [];
        if (filter is null)
        {
            return $"there is no view '{name}'";
        }

        var faults = new Faults();
        conditions = FilterParser.Parse(filter, faults);
        return faults.None ? null : $"the view '{name}' cannot be read: {string.Join("; ", faults.All.Select(fault => fault.Fault))}";
    }

    private static async Task<(string Name, string? Filter)> ConfiguredAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.FirstOrDefaultAsync(
            """
            SELECT config.active_table_name, views.filter
            FROM orchestrator_config AS config
            LEFT JOIN views ON views.name = config.active_table_name AND views.scope = config.scope
            WHERE config.scope = 'global'
            """,
            [],
            row => (row.GetString(0), row.NullableString(1)),
            cancellationToken) is { Item1: not null } found ? found : (LegacyTables.Registry, null);
}
