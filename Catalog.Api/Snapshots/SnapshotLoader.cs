using System.Data;
using Catalog.Api.Agents;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Experiments;
using Catalog.Api.Feedback;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Views;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Snapshots;

/// <summary>Reads the catalog as of one moment: whole, or by re-reading only the rows that changed since a snapshot.</summary>
internal sealed class SnapshotLoader(NpgsqlDataSource database)
{
    /// <returns>The snapshot given when nothing changed since.</returns>
    public async Task<CatalogSnapshot> LoadAsync(CatalogSnapshot? since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Every statement of the transaction sees the same moment, so that no row is newer than the revision.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var revision = await connection.FirstOrDefaultAsync(
            "SELECT revision FROM catalog_revision", [], row => row.GetInt64(0), cancellationToken);
        if (since?.Revision == revision)
        {
            return since;
        }

        var changed = since is null ? null : await ChangedKeys.ReadAsync(connection, since.Revision, revision, cancellationToken);
        return changed is null
            ? await ReadAllAsync(connection, revision, cancellationToken)
            : await ReadChangedAsync(connection, revision, since!, changed, cancellationToken);
    }

    /// <summary>Rebuilds the catalog as of a revision, by the statements that read the current one.</summary>
    /// <returns>Null when the recorded changes do not reach back, or up, to it.</returns>
    public async Task<CatalogSnapshot?> LoadAsOfAsync(long revision, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var reached = await connection.FirstOrDefaultAsync(
            "SELECT $1 BETWEEN (SELECT min(revision) FROM catalog_changes) AND (SELECT revision FROM catalog_revision)",
            [revision],
            row => row.Nullable<bool>(0),
            cancellationToken);
        if (reached is not true)
        {
            return null;
        }

        // The tables of the past stand before the real ones until the transaction ends.
        await connection.ExecuteAsync("SELECT catalog_as_of($1)", [revision], cancellationToken);
        return await ReadAllAsync(connection, revision, cancellationToken);
    }

    private static async Task<CatalogSnapshot> ReadAllAsync(NpgsqlConnection connection, long revision, CancellationToken cancellationToken) => new()
    {
        Revision = revision,
        Providers = [.. await SnapshotReader.ProvidersAsync(connection, null, cancellationToken)],
        Models = [.. await SnapshotReader.ModelsAsync(connection, null, cancellationToken)],
        Deployments = [.. await SnapshotReader.DeploymentsAsync(connection, null, cancellationToken)],
        Tiers = [.. await SnapshotReader.TiersAsync(connection, cancellationToken)],
        Aliases = [.. await SnapshotReader.AliasesAsync(connection, cancellationToken)],
        Families = [.. await SnapshotReader.FamiliesAsync(connection, cancellationToken)],
        AgentProfiles = [.. await AgentProfileRows.ReadAsync(connection, null, cancellationToken)],
        Policies = [.. await PolicyStore.ServedAsync(connection, cancellationToken)],
        Presets = [.. await PresetStore.SnapshotAsync(connection, cancellationToken)],
        Experiments = [.. await ExperimentStore.RunningAsync(connection, cancellationToken)],
        ActiveView = await ActiveViews.ReadAsync(connection, cancellationToken),
        Rules = await SnapshotReader.RulesAsync(connection, cancellationToken),
        CapabilityProfiles = [.. await ProfileReader.ListAsync(connection, null, cancellationToken)],
        QualityEstimates = [.. await EvidenceStore.EstimatesAsync(connection, cancellationToken)],
    };

    private static async Task<CatalogSnapshot> ReadChangedAsync(
        NpgsqlConnection connection, long revision, CatalogSnapshot since, ChangedKeys changed, CancellationToken cancellationToken) => new()
        {
            Revision = revision,
            Providers = changed.Providers is { Length: > 0 } providers
            ? KeyedRows.Merge(
                since.Providers, row => row.Id.Value, providers, await SnapshotReader.ProvidersAsync(connection, providers, cancellationToken))
            : since.Providers,
            Models = changed.Models is { Length: > 0 } models
            ? KeyedRows.Merge(since.Models, row => row.Id.Value, models, await SnapshotReader.ModelsAsync(connection, models, cancellationToken))
            : since.Models,
            Deployments = changed.Deployments is { Length: > 0 } deployments
            ? KeyedRows.Merge(
                since.Deployments,
                row => row.Id.ToString(),
                deployments,
                await SnapshotReader.DeploymentsAsync(connection, deployments, cancellationToken))
            : since.Deployments,
            Tiers = changed.Tiers.Length > 0 ? [.. await SnapshotReader.TiersAsync(connection, cancellationToken)] : since.Tiers,
            Aliases = changed.Aliases.Length > 0 ? [.. await SnapshotReader.AliasesAsync(connection, cancellationToken)] : since.Aliases,
            Families = changed.Families.Length > 0 ? [.. await SnapshotReader.FamiliesAsync(connection, cancellationToken)] : since.Families,
            CapabilityProfiles = changed.CapabilityProfiles is { Length: > 0 } profiles
            ? KeyedRows.Merge(
                since.CapabilityProfiles, row => row.Model.Value, profiles, await ProfileReader.ListAsync(connection, profiles, cancellationToken))
            : since.CapabilityProfiles,
            AgentProfiles = changed.AgentProfiles is { Length: > 0 } agents
            ? KeyedRows.Merge(since.AgentProfiles, row => row.AgentId, agents, await AgentProfileRows.ReadAsync(connection, agents, cancellationToken))
            : since.AgentProfiles,
            Policies = changed.Policies.Length > 0 ? [.. await PolicyStore.ServedAsync(connection, cancellationToken)] : since.Policies,
            Presets = changed.Presets.Length > 0 ? [.. await PresetStore.SnapshotAsync(connection, cancellationToken)] : since.Presets,
            Experiments = changed.Experiments.Length > 0 ? [.. await ExperimentStore.RunningAsync(connection, cancellationToken)] : since.Experiments,

            // Any change may let a deployment enter or leave the view.
            ActiveView = await ActiveViews.ReadAsync(connection, cancellationToken),
            QualityEstimates = changed.QualityEstimates.Length > 0
            ? [.. await EvidenceStore.EstimatesAsync(connection, cancellationToken)]
            : since.QualityEstimates,
            Rules = changed.Rules ? await SnapshotReader.RulesAsync(connection, cancellationToken) : since.Rules,
        };
}
