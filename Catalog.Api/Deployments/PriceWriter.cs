using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Deployments;

/// <summary>Records prices. What was recorded before is superseded, never changed, so that "as of" stays true.</summary>
internal static class PriceWriter
{
    private const string Given =
        """
        jsonb_to_recordset($1::jsonb) AS given (
            provider_id text, model_id text, valid_from timestamptz, context_over integer, input bigint, output bigint,
            cached_input bigint, cache_write bigint, batch_input bigint, batch_output bigint, per_request bigint,
            origin text, source text)
        """;

    // Prices set by hand stay until they are set by hand again.
    private const string MayWrite =
        """
        (given.origin = 'manual' OR NOT EXISTS (
            SELECT FROM prices AS manual
            WHERE manual.provider_id = given.provider_id AND manual.model_id = given.model_id AND manual.scope = 'global'
                AND manual.origin = 'manual' AND manual.superseded_at IS NULL))
        """;

    /// <summary>Makes these the prices of the deployments they name; others of such a deployment are superseded.</summary>
    /// <returns>How many prices are new.</returns>
    public static async Task<int> ReplaceAsync(CatalogEdit edit, IReadOnlyCollection<PriceRow> rows, CancellationToken cancellationToken)
    {
        var given = RowJson.Of(rows);
        await edit.Connection.ExecuteAsync(
            $"""
            UPDATE prices AS kept SET superseded_at = clock_timestamp()
            WHERE kept.superseded_at IS NULL AND kept.scope = 'global'
                AND EXISTS (
                    SELECT FROM {Given}
                    WHERE given.provider_id = kept.provider_id AND given.model_id = kept.model_id AND {MayWrite})
                AND NOT EXISTS (
                    SELECT FROM {Given}
                    WHERE given.provider_id = kept.provider_id AND given.model_id = kept.model_id
                        AND given.valid_from = kept.valid_from AND given.context_over = kept.context_over
                        AND (given.input, given.output, given.cached_input, given.cache_write, given.batch_input, given.batch_output,
                            given.per_request, given.origin, given.source)
                        IS NOT DISTINCT FROM
                            (kept.input, kept.output, kept.cached_input, kept.cache_write, kept.batch_input, kept.batch_output,
                            kept.per_request, kept.origin, kept.source))
            """,
            [given],
            cancellationToken);
        return await edit.Connection.ExecuteAsync(
            $"""
            INSERT INTO prices (
                provider_id, model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source)
            SELECT
                provider_id, model_id, valid_from, context_over, input, output, cached_input, cache_write, batch_input, batch_output,
                per_request, origin, source
            FROM {Given}
            WHERE {MayWrite} AND NOT EXISTS (
                SELECT FROM prices AS kept
                WHERE kept.provider_id = given.provider_id AND kept.model_id = given.model_id AND kept.scope = 'global'
                    AND kept.valid_from = given.valid_from AND kept.context_over = given.context_over AND kept.superseded_at IS NULL)
            """,
            [given],
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
