using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Presets;

/// <summary>Writes presets. One edited by hand is overwritten only by another edit.</summary>
internal static class PresetWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<PresetRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO presets AS kept (name, description, selector, policy, parameters, requirements, edited)
            SELECT name, description, selector, policy, jsonb_strip_nulls(parameters), requirements, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (
                name text, description text, selector text, policy text, parameters jsonb, requirements jsonb, edited text[])
            ON CONFLICT (name, scope) DO UPDATE SET
                description = excluded.description,
                selector = excluded.selector,
                policy = excluded.policy,
                parameters = excluded.parameters,
                requirements = excluded.requirements,
                edited = excluded.edited
            WHERE kept.edited = '{}' OR excluded.edited <> '{}'
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
