using Catalog.Api.Aliases;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Families;
using Catalog.Api.Models;
using Catalog.Api.Providers;
using Catalog.Api.Revisions;
using Catalog.Api.Tiers;
using Catalog.Api.Views;
using Npgsql;

namespace Catalog.Api.Curated;

/// <summary>Brings the shipped catalog into the database, once per content, in one transaction, around what was edited by hand.</summary>
internal sealed class CuratedImport(NpgsqlDataSource database, ILogger<CuratedImport> logger)
{
    public const string Actor = "curated import";

    public Task RunAsync(CancellationToken cancellationToken) =>
        RunAsync(CuratedCatalog.Load(), CuratedFile.ContentVersion(), cancellationToken);

    public async Task RunAsync(CuratedCatalog catalog, string version, CancellationToken cancellationToken)
    {
        await using var edit = await CatalogEdit.BeginAsync(database, Actor, cancellationToken);
        var isNew = await edit.Connection.ExecuteAsync(
            "INSERT INTO curated_imports (version) VALUES ($1) ON CONFLICT DO NOTHING", [version], cancellationToken);
        if (isNew == 0)
        {
            return;
        }

        var removed = await CuratedRemovals.ReadAsync(edit, cancellationToken);
        var rows = CuratedRows.From(catalog).Except(removed);
        await ProviderWriter.UpsertAsync(edit, rows.Providers, cancellationToken);
        await ModelWriter.UpsertAsync(edit, rows.Models, cancellationToken);
        await RegistryWriter.UpsertAsync(edit, rows.Deployments, cancellationToken);
        await PriceWriter.ReplaceAsync(edit, rows.Prices, cancellationToken);
        await TierWriter.UpsertAsync(edit, rows.Tiers, cancellationToken);
        await AliasWriter.UpsertAsync(edit, rows.Aliases, cancellationToken);
        await FamilyWriter.UpsertAsync(edit, rows.Families, cancellationToken);
        await ProfileWriter.ReplaceScoresAsync(edit, ScoreRow.Curated, rows.Profiles, cancellationToken);
        await ViewWriter.UpsertAsync(edit, rows.Views, cancellationToken);
        await CuratedRemovals.RememberAsync(edit, rows, cancellationToken);
        var revision = await edit.CommitAsync(cancellationToken);
        CuratedLog.Imported(logger, rows.Deployments.Count, rows.Providers.Count, revision);
    }
}
