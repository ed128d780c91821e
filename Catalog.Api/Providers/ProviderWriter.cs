using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Providers;

/// <summary>Writes provider rows. What was edited by hand is overwritten only by another edit.</summary>
internal static class ProviderWriter
{
    public static Task UpsertAsync(CatalogEdit edit, IReadOnlyCollection<ProviderRow> rows, CancellationToken cancellationToken) =>
        edit.Connection.ExecuteAsync(
            """
            INSERT INTO providers AS kept (
                provider_id, name, aliases, profile, base_url, api_key_environment, api_key_file, api_key_stored, headers, parameters,
                is_free, enabled, origin, edited)
            SELECT provider_id, name, aliases, profile, base_url, api_key_environment, api_key_file, api_key_stored, headers, parameters,
                is_free, enabled, origin, edited
            FROM jsonb_to_recordset($1::jsonb) AS given (
                provider_id text, name text, aliases text[], profile text, base_url text, api_key_environment text, api_key_file text,
                api_key_stored boolean, headers jsonb, parameters jsonb, is_free boolean, enabled boolean, origin text, edited text[])
            ON CONFLICT (provider_id, scope) DO UPDATE SET
                name = CASE WHEN takes_over('name', '', kept.edited, '', excluded.edited) THEN excluded.name ELSE kept.name END,
                aliases = CASE WHEN takes_over('aliases', '', kept.edited, '', excluded.edited) THEN excluded.aliases ELSE kept.aliases END,
                profile = CASE WHEN takes_over('profile', '', kept.edited, '', excluded.edited)
                    THEN excluded.profile ELSE kept.profile END,
                base_url = CASE WHEN takes_over('base_url', '', kept.edited, '', excluded.edited)
                    THEN excluded.base_url ELSE kept.base_url END,
                api_key_environment = CASE WHEN takes_over('api_key', '', kept.edited, '', excluded.edited)
                    THEN excluded.api_key_environment ELSE kept.api_key_environment END,
                api_key_file = CASE WHEN takes_over('api_key', '', kept.edited, '', excluded.edited)
                    THEN excluded.api_key_file ELSE kept.api_key_file END,
                api_key_stored = CASE WHEN takes_over('api_key', '', kept.edited, '', excluded.edited)
                    THEN excluded.api_key_stored ELSE kept.api_key_stored END,
                headers = CASE WHEN takes_over('headers', '', kept.edited, '', excluded.edited)
                    THEN excluded.headers ELSE kept.headers END,
                parameters = CASE WHEN takes_over('parameters', '', kept.edited, '', excluded.edited)
                    THEN excluded.parameters ELSE kept.parameters END,
                is_free = CASE WHEN takes_over('is_free', '', kept.edited, '', excluded.edited)
                    THEN excluded.is_free ELSE kept.is_free END,
                enabled = CASE WHEN takes_over('enabled', '', kept.edited, '', excluded.edited)
                    THEN excluded.enabled ELSE kept.enabled END,
                edited = CASE WHEN excluded.edited <@ kept.edited THEN kept.edited ELSE (
                    SELECT array_agg(DISTINCT field ORDER BY field)
                    FROM unnest(kept.edited || excluded.edited) AS field) END
            """,
            [RowJson.Of(rows)],
            cancellationToken);
}
