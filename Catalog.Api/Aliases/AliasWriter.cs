using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Aliases;

/// <summary>Writes aliases. One repointed by hand is repointed only by hand.</summary>
internal static class AliasWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<AliasRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO aliases AS kept (name, target, edited)
            SELECT name, target, edited FROM jsonb_to_recordset($1::jsonb) AS given (name text, target text, edited text[])
            ON CONFLICT (name, scope) DO UPDATE SET target = excluded.target, edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
