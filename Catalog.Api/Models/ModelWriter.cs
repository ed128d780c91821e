using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Models;

/// <summary>Writes canonical models. A row edited by hand is overwritten only by another edit.</summary>
internal static class ModelWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<ModelRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO models AS kept (
                canonical_id, name, family, capabilities, context_window, max_output_tokens, released, benchmarks, origin, edited)
            SELECT canonical_id, name, family, capabilities, context_window, max_output_tokens, released, benchmarks, origin, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (
                canonical_id text, name text, family text, capabilities text[], context_window integer, max_output_tokens integer,
                released date, benchmarks jsonb, origin text, edited text[])
            ON CONFLICT (canonical_id, scope) DO UPDATE SET
                name = excluded.name,
                family = excluded.family,
                capabilities = excluded.capabilities,
                context_window = excluded.context_window,
                max_output_tokens = excluded.max_output_tokens,
                released = excluded.released,
                benchmarks = excluded.benchmarks,
                edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
