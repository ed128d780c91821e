using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Views;

/// <summary>Writes views. One edited by hand is overwritten only by another edit.</summary>
internal static class ViewWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<ViewRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO views AS kept (name, description, filter, origin, edited)
            SELECT name, description, filter, origin, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (name text, description text, filter text, origin text, edited text[])
            ON CONFLICT (name, scope) DO UPDATE SET
                description = excluded.description, filter = excluded.filter, edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
