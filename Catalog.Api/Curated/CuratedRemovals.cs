using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Curated;

/// <summary>Remembers what was imported, so that what people removed since stays removed.</summary>
internal static class CuratedRemovals
{
    /// <summary>Kind and key of every row that was imported once and is gone.</summary>
    public static async Task<HashSet<(string Kind, string Key)>> ReadAsync(CatalogEdit edit, CancellationToken cancellationToken)
    {
        var gone = await edit.Connection.ListAsync(
            """
            SELECT kind, key FROM curated_rows
            EXCEPT (
                SELECT 'provider', provider_id FROM providers
                UNION ALL SELECT 'model', canonical_id FROM models
                UNION ALL SELECT 'deployment', provider_id || '/' || model_id FROM model_registry
                UNION ALL SELECT 'tier', name FROM tiers
                UNION ALL SELECT 'alias', name FROM aliases
                UNION ALL SELECT 'family', name FROM families
                UNION ALL SELECT 'profile', canonical_id FROM capability_profiles
                UNION ALL SELECT 'view', name FROM views)
            """,
            [],
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken);
        return [.. gone];
    }

    public static Task RememberAsync(CatalogEdit edit, CuratedRows rows, CancellationToken cancellationToken)
    {
        var keys = rows.Keys().ToArray();
        return edit.Connection.ExecuteAsync(
            "INSERT INTO curated_rows (kind, key) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING",
            [keys.Select(key => key.Kind).ToArray(), keys.Select(key => key.Key).ToArray()],
            cancellationToken);
    }
}
