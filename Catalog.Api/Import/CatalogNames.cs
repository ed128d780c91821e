using Catalog.Api.Database;
using Catalog.Api.Export;
using Npgsql;
using Routing.Catalog;
using Routing.Decisions;

namespace Catalog.Api.Import;

/// <summary>The names there are once a document is taken over: the catalog's and its own.</summary>
internal sealed class CatalogNames
{
    private static readonly string[] Bare = ["deployment", "model", "upstream", "alias", "tier"];

    private readonly HashSet<(string Kind, string Name)> _names;

    private CatalogNames(HashSet<(string Kind, string Name)> names) => _names = names;

    public static async Task<CatalogNames> ReadAsync(NpgsqlConnection connection, CatalogDocument document, CancellationToken cancellationToken)
    {
        var names = (await connection.ListAsync(
            """
            SELECT 'provider', provider_id FROM providers WHERE scope = 'global'
            UNION ALL SELECT 'model', canonical_id FROM models WHERE scope = 'global'
            UNION ALL SELECT 'deployment', provider_id || '/' || model_id FROM model_registry WHERE scope = 'global'
            UNION ALL SELECT 'upstream', model_id FROM model_registry WHERE scope = 'global'
            UNION ALL SELECT 'model', canonical_id FROM model_registry WHERE scope = 'global' AND canonical_id IS NOT NULL
            UNION ALL SELECT 'tier', name FROM tiers WHERE scope = 'global'
            UNION ALL SELECT 'alias', name FROM aliases WHERE scope = 'global'
            UNION ALL SELECT 'family', name FROM families WHERE scope = 'global'
            UNION ALL SELECT 'preset', name FROM presets WHERE scope = 'global'
            UNION ALL SELECT 'view', name FROM views WHERE scope = 'global'
            UNION ALL SELECT 'policy', name FROM policies WHERE scope = 'global'
            """,
            [],
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken)).ToHashSet();
        names.UnionWith(document.Rows().Select(row => (row.Kind, row.Key)));
        names.UnionWith(document.Deployments.Select(row => ("upstream", row.ModelId)));
        names.UnionWith(document.Deployments.Where(row => row.CanonicalId is not null).Select(row => ("model", row.CanonicalId!)));
        names.UnionWith(ShippedPolicies.All.Select(policy => ("policy", policy.Name)));
        return new CatalogNames(names);
    }

    public bool Has(string kind, string name) => _names.Contains((kind, name));

    /// <summary>Whether a selector leads to something.</summary>
    public bool LeadsSomewhere(string selector) =>
        selector == Selectors.Auto
        || selector.StartsWith(Selectors.AutoPrefix, StringComparison.Ordinal)
        || Under(selector, Selectors.FamilyPrefix, "family")
        || Under(selector, Selectors.TierPrefix, "tier")
        || Under(selector, Selectors.PresetPrefix, "preset")
        || Bare.Any(kind => Has(kind, selector));

    private bool Under(string selector, string prefix, string kind) =>
        selector.StartsWith(prefix, StringComparison.Ordinal) && Has(kind, selector[prefix.Length..]);
}
