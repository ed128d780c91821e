using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Agents;
using Catalog.Api.Aliases;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Experiments;
using Catalog.Api.Families;
using Catalog.Api.Models;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Providers;
using Catalog.Api.Settings;
using Catalog.Api.Tiers;
using Catalog.Api.Views;
using Npgsql;

namespace Catalog.Api.Export;

/// <summary>Reads the whole catalog as a document. Rows come as they are in the tables, ordered by key.</summary>
internal static class CatalogExport
{
    public static async Task<CatalogDocument> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        return new CatalogDocument
        {
            Format = CatalogDocument.CurrentFormat,

            // That a key is stored says nothing to another catalog, which does not have it.
            Providers = [.. (await RowsAsync<ProviderRow>("providers", "provider_id")).Select(row => row with { ApiKeyStored = false })],
            Models = await RowsAsync<ModelRow>("models", "canonical_id"),
            Deployments = await RowsAsync<DeploymentRow>("model_registry", "provider_id || '/' || model_id", "- 'provider_data' - 'last_seen'"),
            Prices = await RowsAsync<PriceRow>("prices", "provider_id || '/' || model_id", order: ", valid_from, context_over", where: "AND superseded_at IS NULL"),
            Tiers = await RowsAsync<TierRow>("tiers", "name"),
            Aliases = await RowsAsync<AliasRow>("aliases", "name"),
            Families = await RowsAsync<FamilyRow>("families", "name"),
            Presets = await RowsAsync<PresetRow>("presets", "name"),
            Views = await RowsAsync<ViewRow>("views", "name"),
            Profiles = await RowsAsync<KeptProfile>("capability_profiles", "canonical_id"),
            Policies = await RowsAsync<PolicyView>("policies", "name"),
            Agents = await RowsAsync<AgentProfileRow>("agent_profiles", "agent_id"),
            Experiments = await RowsAsync<ExperimentRow>("experiments", "name"),
            Rules = await SettingsStore.ReadAsync(connection, cancellationToken),
        };

        Task<ImmutableArray<T>> RowsAsync<T>(string table, string key, string less = "", string order = "", string where = "") =>
            CatalogExport.RowsAsync<T>(connection, table, key, less, order, where, cancellationToken);
    }

    // The texts are constants above; no value ever becomes one.
    private static async Task<ImmutableArray<T>> RowsAsync<T>(
        NpgsqlConnection connection, string table, string key, string less, string order, string where, CancellationToken cancellationToken) =>
    [
        .. await connection.ListAsync(
            $"""SELECT to_jsonb(kept) {less} FROM {table} AS kept WHERE scope = 'global' {where} ORDER BY ({key}) COLLATE "C" {order}""",
            [],
            row => JsonSerializer.Deserialize<T>(row.GetString(0), CatalogDocument.Json)!,
            cancellationToken),
    ];
}
