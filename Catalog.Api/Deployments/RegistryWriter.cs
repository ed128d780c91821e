using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Deployments;

/// <summary>The one place that inserts into <c>model_registry</c>: any number of rows, staged by COPY, taken by one statement.</summary>
/// <remarks>
/// What a provider says never overwrites a curated or promoted fact, and nothing but another edit by hand overwrites what was
/// edited by hand. Either way the provider's own entry, what it states and the time it was seen are kept.
/// </remarks>
internal static class RegistryWriter
{
    public static async Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<DeploymentRow> rows, CancellationToken cancellationToken)
    {
        await StagedDeployments.Rows.FillAsync(edit.Connection, rows, cancellationToken);
        await TakeStagedAsync(edit, cancellationToken);
    }

    /// <summary>Takes over what is in <see cref="StagedDeployments"/>.</summary>
    public static Task TakeStagedAsync(CatalogEdit edit, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            $$"""
            INSERT INTO model_registry AS kept (
                provider_id, model_id, canonical_id, canonical_by, name, lifecycle, deprecated_at, retires_at, is_free, enabled,
                provider_data, ai_data, specs, stated, origin, edited, last_seen)
            SELECT
                provider_id, model_id, canonical_id, canonical_by, name, lifecycle, deprecated_at, retires_at, is_free, enabled,
                provider_data, ai_data, specs,
                (SELECT coalesce(jsonb_object_agg(fact.key, jsonb_build_object('value', fact.value, 'since', last_seen)), '{}')
                    FROM jsonb_each(stated) AS fact),
                origin, edited, last_seen
            FROM {{StagedDeployments.Table}}
            ON CONFLICT (provider_id, model_id, scope) DO UPDATE SET
                canonical_id = CASE WHEN takes_over('canonical_id', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.canonical_id ELSE kept.canonical_id END,
                canonical_by = CASE WHEN takes_over('canonical_id', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.canonical_by ELSE kept.canonical_by END,
                name = CASE WHEN takes_over('name', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.name ELSE kept.name END,
                lifecycle = CASE WHEN takes_over('lifecycle', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.lifecycle ELSE kept.lifecycle END,
                deprecated_at = CASE WHEN takes_over('lifecycle', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.deprecated_at ELSE kept.deprecated_at END,
                retires_at = CASE WHEN takes_over('lifecycle', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.retires_at ELSE kept.retires_at END,
                is_free = CASE WHEN takes_over('is_free', kept.origin, kept.edited, excluded.origin, excluded.edited)
                    THEN excluded.is_free ELSE kept.is_free END,
                enabled = CASE WHEN 'enabled' = ANY (excluded.edited) THEN excluded.enabled ELSE kept.enabled END,
                specs = kept.specs || (
                    SELECT coalesce(jsonb_object_agg(fact.key, fact.value), '{}')
                    FROM jsonb_each(excluded.specs) AS fact
                    WHERE takes_over(fact.key, kept.origin, kept.edited, excluded.origin, excluded.edited)),
                stated = CASE WHEN excluded.last_seen IS NULL THEN kept.stated ELSE (
                    SELECT coalesce(
                        jsonb_object_agg(
                            fact.key,
                            CASE WHEN kept.stated -> fact.key -> 'value' = fact.value -> 'value' THEN kept.stated -> fact.key ELSE fact.value END),
                        '{}')
                    FROM jsonb_each(excluded.stated) AS fact) END,
                ai_data = CASE WHEN excluded.last_seen IS NOT NULL AND kept.origin = 'discovered' THEN excluded.ai_data ELSE kept.ai_data END,
                origin = CASE WHEN excluded.origin = 'discovered' THEN kept.origin ELSE excluded.origin END,
                edited = CASE WHEN excluded.edited <@ kept.edited THEN kept.edited ELSE (
                    SELECT array_agg(DISTINCT field ORDER BY field)
                    FROM unnest(kept.edited || excluded.edited) AS field) END,
                provider_data = coalesce(excluded.provider_data, kept.provider_data),
                last_seen = coalesce(excluded.last_seen, kept.last_seen),
                missing_since = CASE WHEN excluded.last_seen IS NULL THEN kept.missing_since END,
                last_refreshed = now()
            """,
            [],
            Sql.ForManyRows,
            cancellationToken);

    /// <summary>Says of everything a provider once listed, and no longer does, since when it is missing.</summary>
    /// <returns>How many deployments are missing now.</returns>
    public static async Task<int> MarkMissingAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken)
    {
        await edit.Connection.ExecuteAsync(
            $"""
            UPDATE model_registry SET missing_since = now()
            WHERE provider_id = $1 AND scope = 'global' AND missing_since IS NULL AND (origin = 'discovered' OR last_seen IS NOT NULL)
                AND NOT EXISTS (SELECT FROM {StagedDeployments.Table} AS listed
                    WHERE listed.provider_id = model_registry.provider_id AND listed.model_id = model_registry.model_id)
            """,
            [provider],
            Sql.ForManyRows,
            cancellationToken);
        return await edit.Connection.FirstOrDefaultAsync(
            "SELECT count(*)::integer FROM model_registry WHERE provider_id = $1 AND scope = 'global' AND missing_since IS NOT NULL",
            [provider],
            row => row.GetInt32(0),
            cancellationToken);
    }
}
