using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Families;

/// <summary>Writes families. An order set by hand is changed only by hand.</summary>
internal static class FamilyWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<FamilyRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO families AS kept (name, preferred, edited)
            SELECT name, preferred, edited FROM jsonb_to_recordset($1::jsonb) AS given (name text, preferred text[], edited text[])
            ON CONFLICT (name, scope) DO UPDATE SET preferred = excluded.preferred, edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
