using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Deployments;

/// <summary>The one place that inserts into <c>model_registry</c>.</summary>
/// <remarks>
/// What a provider says never overwrites a curated or promoted fact, and nothing but another edit by hand overwrites what was
/// edited by hand. Either way the provider's own entry and the time it was seen are kept.
/// </remarks>
internal static class RegistryWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<DeploymentRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO model_registry AS kept (
                provider_id, model_id, canonical_id, canonical_by, name, lifecycle, deprecated_at, retires_at, is_free, enabled,
                provider_data, specs, origin, edited, last_seen)
            SELECT
                provider_id, model_id, canonical_id, canonical_by, name, lifecycle, deprecated_at, retires_at, is_free, enabled,
                provider_data, specs, origin, edited, last_seen
            FROM jsonb_to_recordset($1::jsonb) AS given (
                provider_id text, model_id text, canonical_id text, canonical_by text, name text, lifecycle text,
                deprecated_at timestamptz, retires_at timestamptz, is_free boolean, enabled boolean,
                provider_data jsonb, specs jsonb, origin text, edited text[], last_seen timestamptz)
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
                origin = CASE WHEN excluded.origin = 'discovered' THEN kept.origin ELSE excluded.origin END,
                edited = (
                    SELECT coalesce(array_agg(DISTINCT field ORDER BY field), '{}')
                    FROM unnest(kept.edited || excluded.edited) AS field),
                provider_data = coalesce(excluded.provider_data, kept.provider_data),
                last_seen = coalesce(excluded.last_seen, kept.last_seen),
                missing_since = CASE WHEN excluded.last_seen IS NULL THEN kept.missing_since END,
                last_refreshed = now()
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
