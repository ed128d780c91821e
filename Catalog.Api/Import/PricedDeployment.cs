using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Npgsql;

namespace Catalog.Api.Import;

/// <summary>A deployment with the list of prices that is in force.</summary>
internal sealed record PricedDeployment
{
    public required string ProviderId { get; init; }

    public required string ModelId { get; init; }

    public bool IsFree { get; init; }

    public required DeploymentSpecs Specs { get; init; }

    public required ImmutableArray<string> Edited { get; init; }

    /// <summary>Null without an announced end.</summary>
    public DateTimeOffset? RetiresAt { get; init; }

    /// <summary>Whether any of its prices was set by hand.</summary>
    public bool PricedByHand { get; init; }

    /// <summary>By the prompt length above which they hold; empty when unpriced.</summary>
    public ImmutableSortedDictionary<int, PriceMapFigures> Prices { get; init; } = ImmutableSortedDictionary<int, PriceMapFigures>.Empty;

    public string Id => $"{ProviderId}/{ModelId}";

    /// <summary>In order of name.</summary>
    public static async Task<List<PricedDeployment>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var prices = (await connection.ListAsync(
            """
            SELECT provider_id || '/' || model_id, context_over, input, output, cached_input, cache_write, batch_input, batch_output, per_request
            FROM (
                SELECT *, max(valid_from) OVER (PARTITION BY provider_id, model_id) AS newest
                FROM prices
                WHERE scope = 'global' AND superseded_at IS NULL AND valid_from <= now()) AS begun
            WHERE valid_from = newest
            """,
            [],
            row => (Id: row.GetString(0), ContextOver: row.GetInt32(1), Figures: Figures(row)),
            cancellationToken)).ToLookup(row => row.Id, StringComparer.Ordinal);
        return await connection.ListAsync(
            """
            SELECT provider_id, model_id, is_free, specs, edited, retires_at,
                EXISTS (
                    SELECT FROM prices
                    WHERE prices.provider_id = registry.provider_id AND prices.model_id = registry.model_id AND prices.scope = registry.scope
                        AND superseded_at IS NULL AND prices.origin = 'manual')
            FROM model_registry AS registry
            WHERE scope = 'global'
            ORDER BY (provider_id || '/' || model_id) COLLATE "C"
            """,
            [],
            row => new PricedDeployment
            {
                ProviderId = row.GetString(0),
                ModelId = row.GetString(1),
                IsFree = row.GetBoolean(2),
                Specs = System.Text.Json.JsonSerializer.Deserialize<DeploymentSpecs>(row.GetString(3), RowJson.Format)!,
                Edited = [.. row.GetFieldValue<string[]>(4)],
                RetiresAt = row.Nullable<DateTimeOffset>(5),
                PricedByHand = row.GetBoolean(6),
                Prices = prices[$"{row.GetString(0)}/{row.GetString(1)}"].ToImmutableSortedDictionary(price => price.ContextOver, price => price.Figures),
            },
            cancellationToken);
    }

    private static PriceMapFigures Figures(NpgsqlDataReader row) => new()
    {
        Input = row.GetInt64(2),
        Output = row.GetInt64(3),
        CachedInput = row.Nullable<long>(4),
        CacheWrite = row.Nullable<long>(5),
        BatchInput = row.Nullable<long>(6),
        BatchOutput = row.Nullable<long>(7),
        PerRequest = row.GetInt64(8),
    };
}
