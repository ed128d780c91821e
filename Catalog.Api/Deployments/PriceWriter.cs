using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Deployments;

/// <summary>Records prices. What was recorded before is superseded, never changed, so that "as of" stays true.</summary>
internal static class PriceWriter
{
    // Prices set by hand stay until they are set by hand again.
    private const string MayWrite =
        """
        (given.origin = 'manual' OR NOT EXISTS (
            SELECT FROM prices AS manual
            WHERE manual.provider_id = given.provider_id AND manual.model_id = given.model_id AND manual.scope = 'global'
                AND manual.origin = 'manual' AND manual.superseded_at IS NULL))
        """;

    private const string SameMoment =
        """
        given.provider_id = kept.provider_id AND given.model_id = kept.model_id AND kept.scope = 'global' AND kept.superseded_at IS NULL
            AND given.valid_from = kept.valid_from AND given.context_over = kept.context_over
        """;

    private const string SameFigures =
        """
        (given.input, given.output, given.cached_input, given.cache_write, given.batch_input, given.batch_output,
            given.per_request, given.origin, given.source)
        IS NOT DISTINCT FROM
            (kept.input, kept.output, kept.cached_input, kept.cache_write, kept.batch_input, kept.batch_output,
            kept.per_request, kept.origin, kept.source)
        """;

    /// <summary>Makes these the prices of the deployments they name; others of such a deployment are superseded.</summary>
    /// <returns>How many prices are new.</returns>
    public static async Task<int> ReplaceAsync(CatalogEdit edit, IReadOnlyCollection<PriceRow> rows, CancellationToken cancellationToken)
    {
        await StagedPrices.Rows.FillAsync(edit.Connection, rows, cancellationToken);
        await edit.Connection.ExecuteAsync(
            $"""
            UPDATE prices AS kept SET superseded_at = clock_timestamp()
            WHERE kept.superseded_at IS NULL AND kept.scope = 'global'
                AND EXISTS (
                    SELECT FROM {StagedPrices.Table} AS given
                    WHERE given.provider_id = kept.provider_id AND given.model_id = kept.model_id AND {MayWrite})
                AND NOT EXISTS (SELECT FROM {StagedPrices.Table} AS given WHERE {SameMoment} AND {SameFigures})
            """,
            [],
            Sql.ForManyRows,
            cancellationToken);
        await edit.Connection.ExecuteAsync(
            $"UPDATE prices AS kept SET last_refreshed = now() FROM {StagedPrices.Table} AS given WHERE {SameMoment} AND {SameFigures}",
            [],
            Sql.ForManyRows,
            cancellationToken);
        return await edit.Connection.ExecuteAsync(
            $"""
            INSERT INTO prices (
                provider_id, model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source)
            SELECT
                provider_id, model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source
            FROM {StagedPrices.Table} AS given
            WHERE {MayWrite}
            ON CONFLICT (provider_id, model_id, scope, valid_from, context_over) WHERE superseded_at IS NULL DO NOTHING
            """,
            [],
            Sql.ForManyRows,
            cancellationToken);
    }

    /// <summary>Adds lists of prices that hold from this moment on; what held before keeps its place in the past.</summary>
    public static async Task BeginListsAsync(CatalogEdit edit, IReadOnlyCollection<PriceRow> rows, CancellationToken cancellationToken)
    {
        await StagedPrices.Rows.FillAsync(edit.Connection, rows, cancellationToken);
        await edit.Connection.ExecuteAsync(
            $"""
            INSERT INTO prices (
                provider_id, model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source)
            SELECT
                provider_id, model_id, now(), context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source
            FROM {StagedPrices.Table} AS given
            WHERE {MayWrite}
            """,
            [],
            cancellationToken);
    }

    /// <summary>Supersedes every price of a deployment, which is unpriced from then on.</summary>
    public static Task ClearAsync(CatalogEdit edit, string providerId, string modelId, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            UPDATE prices SET superseded_at = clock_timestamp()
            WHERE provider_id = $1 AND model_id = $2 AND scope = 'global' AND superseded_at IS NULL
            """,
            [providerId, modelId],
            cancellationToken);
}
