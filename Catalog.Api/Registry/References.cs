using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Registry;

/// <summary>Says what would break if deployments went away, and which names exist.</summary>
internal static class References
{
    /// <summary>Tiers, aliases, presets, experiments and the default model that name one of these deployments.</summary>
    public static Task<List<string>> ToAsync(CatalogEdit edit, string[] deployments, CancellationToken cancellationToken) =>
        edit.Connection.ListAsync(
            """
            SELECT 'the tier ' || name FROM tiers WHERE scope = 'global' AND entries && $1::text[]
            UNION ALL SELECT 'the alias ' || name FROM aliases WHERE scope = 'global' AND target = ANY ($1::text[])
            UNION ALL SELECT 'the preset ' || name FROM presets WHERE scope = 'global' AND selector = ANY ($1::text[])
            UNION ALL SELECT 'the experiment ' || name FROM experiments WHERE scope = 'global' AND state IN ('running', 'paused') AND EXISTS (
                SELECT FROM jsonb_array_elements(variants) AS variant WHERE variant ->> 'selector' = ANY ($1::text[]))
            UNION ALL SELECT 'the default model' FROM orchestrator_config WHERE scope = 'global' AND default_model = ANY ($1::text[])
            """,
            [deployments],
            row => row.GetString(0),
            cancellationToken);

    public static async Task<bool> HasProviderAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken) =>
        await edit.Connection.FirstOrDefaultAsync(
            "SELECT true FROM providers WHERE provider_id = $1 AND scope = 'global'", [provider], row => row.GetBoolean(0), cancellationToken);

    /// <summary>Those of the names that no deployment has.</summary>
    public static Task<List<string>> UnknownDeploymentsAsync(CatalogEdit edit, string[] names, CancellationToken cancellationToken) =>
        edit.Connection.ListAsync(
            """
            SELECT name FROM unnest($1::text[]) AS given (name)
            EXCEPT SELECT provider_id || '/' || model_id FROM model_registry WHERE scope = 'global'
            """,
            [names],
            row => row.GetString(0),
            cancellationToken);

    /// <summary>Whether a selector leads somewhere: a deployment, a canonical model, an alias, a family, a tier, a preset or <c>auto</c>.</summary>
    public static async Task<bool> LeadsSomewhereAsync(CatalogEdit edit, string selector, CancellationToken cancellationToken) =>
        selector == "auto" || selector.StartsWith("auto:", StringComparison.Ordinal)
        || (!selector.Contains('\0', StringComparison.Ordinal) && await edit.Connection.FirstOrDefaultAsync(
            """
            SELECT true
            WHERE EXISTS (SELECT FROM model_registry
                    WHERE scope = 'global' AND (provider_id || '/' || model_id = $1 OR model_id = $1 OR canonical_id = $1))
                OR EXISTS (SELECT FROM model_registry JOIN providers USING (provider_id, scope)
                    WHERE scope = 'global' AND split_part($1, '/', 1) = ANY (aliases) AND model_id = substr($1, strpos($1, '/') + 1))
                OR EXISTS (SELECT FROM models WHERE scope = 'global' AND canonical_id = $1)
                OR EXISTS (SELECT FROM aliases WHERE scope = 'global' AND name = $1)
                OR EXISTS (SELECT FROM families WHERE scope = 'global' AND 'family:' || name = $1)
                OR EXISTS (SELECT FROM tiers WHERE scope = 'global' AND $1 IN (name, 'tier:' || name))
                OR EXISTS (SELECT FROM presets WHERE scope = 'global' AND '@preset/' || name = $1)
            """,
            [selector],
            row => row.GetBoolean(0),
            cancellationToken));
}
