using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Tiers;

/// <summary>Writes tiers. A tier edited by hand is overwritten only by another edit.</summary>
internal static class TierWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<TierRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO tiers AS kept (name, entries, max_tokens, temperature_millis, edited)
            SELECT name, entries, max_tokens, temperature_millis, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (
                name text, entries text[], max_tokens integer, temperature_millis integer, edited text[])
            ON CONFLICT (name, scope) DO UPDATE SET
                entries = excluded.entries,
                max_tokens = excluded.max_tokens,
                temperature_millis = excluded.temperature_millis,
                edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
