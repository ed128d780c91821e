using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Sync;

/// <summary>Takes over what a provider says it serves: all of it in one transaction, or nothing.</summary>
internal sealed class ProviderSync(NpgsqlDataSource database, DiscoveredRows discovered, ILogger<ProviderSync> logger)
{
    private const int WorthCounting = 1_000;

    public async Task<SyncOutcome> TakeOverAsync(ProviderAnswer answer, bool confirmed, CancellationToken cancellationToken)
    {
        await using var edit = await CatalogEdit.BeginAsync(database, $"sync of {answer.Provider}", cancellationToken);
        var progress = new SyncProgress(edit, answer, logger);
        await progress.EnterAsync("reading", cancellationToken);
        var provider = await SyncedProvider.ReadAsync(edit, answer.Provider, cancellationToken);
        if (provider is null)
        {
            return new SyncOutcome.UnknownProvider();
        }

        var listed = answer.Models.Select(model => model.Model).ToHashSet(StringComparer.Ordinal);
        string[] gone = [.. provider.Listed.Where(model => !listed.Contains(model))];
        if (!confirmed && AnswerRules.Refuse(answer, provider, gone) is var (reason, message))
        {
            var id = await AnswerStore.KeepAsync(edit, answer, "refused", reason, cancellationToken);
            await edit.CommitAsync(cancellationToken);
            SyncLog.Refused(logger, provider.Id, reason, id);
            return new SyncOutcome.Refused(reason, message.Replace("{answer}", $"{id}", StringComparison.Ordinal), id);
        }

        if (!confirmed)
        {
            await AnswerStore.KeepAsync(edit, answer, "applied", null, cancellationToken);
        }

        return await ApplyAsync(edit, provider, answer, progress, cancellationToken);
    }

    private async Task<SyncOutcome> ApplyAsync(
        CatalogEdit edit, SyncedProvider provider, ProviderAnswer answer, SyncProgress progress, CancellationToken cancellationToken)
    {
        var known = await KnownModel.ReadAllAsync(edit, cancellationToken);
        var prices = answer.Models.ToDictionary(model => model.Model, model => ProviderPrices.Read(provider.Profile, model), StringComparer.Ordinal);
        await progress.EnterAsync("staging", cancellationToken);
        await StagedDeployments.Rows.FillAsync(
            edit.Connection,
            [.. answer.Models.Select(model => discovered.ToRow(model, provider, answer.FetchedAt, prices[model.Model], known))],
            cancellationToken);
        await progress.EnterAsync("merging", cancellationToken);
        await RegistryWriter.TakeStagedAsync(edit, cancellationToken);
        await progress.EnterAsync("pricing", cancellationToken);
        await WritePricesAsync(edit, provider, answer, prices, cancellationToken);
        await progress.EnterAsync("comparing", cancellationToken);
        var missing = await RegistryWriter.MarkMissingAsync(edit, provider.Id, cancellationToken);
        var changed = await edit.ChangedDeploymentsAsync(cancellationToken);
        if (answer.Models.Length >= WorthCounting)
        {
            // Until the planner has counted the new rows again it takes the tables for small, and searches by the wrong way. New rows wait
            // in a list that every search reads from end to end; entering them into the index proper is what a vacuum would do some time.
            await edit.Connection.ExecuteAsync(
                """
                ANALYZE model_registry;
                ANALYZE prices;
                SELECT gin_clean_pending_list(to_regclass('model_registry_search')) WHERE to_regclass('model_registry_search') IS NOT NULL
                """,
                [],
                Sql.ForManyRows,
                cancellationToken);
        }

        await progress.EnterAsync("committing", cancellationToken);
        await edit.Connection.ExecuteAsync(
            "UPDATE providers SET last_refreshed = $2 WHERE provider_id = $1 AND scope = 'global'",
            [provider.Id, answer.FetchedAt],
            cancellationToken);
        var revision = await edit.CommitAsync(cancellationToken);

        var added = answer.Models.Count(model => !provider.Known.Contains(model.Model));
        var applied = new SyncOutcome.Applied(added, changed - added, answer.Models.Length - changed, missing);
        SyncLog.Applied(logger, provider.Id, applied.Added, applied.Updated, applied.Unchanged, applied.Missing, revision);
        return applied;
    }

    // What people described they also priced, or left unpriced on purpose.
    private static async Task WritePricesAsync(
        CatalogEdit edit,
        SyncedProvider provider,
        ProviderAnswer answer,
        Dictionary<string, ImmutableArray<AnsweredPrice>> prices,
        CancellationToken cancellationToken)
    {
        var priced = answer.Models.Where(model => !prices[model.Model].IsEmpty && !provider.Described.Contains(model.Model)).ToArray();
        if (priced.Length > 0)
        {
            var dates = await PriceDates.ReadAsync(edit, provider.Id, cancellationToken);
            await PriceWriter.ReplaceAsync(
                edit,
                [.. priced.SelectMany(model => prices[model.Model].SelectMany(price => dates.Date(provider.Id, model.Model, price, answer.FetchedAt)))],
                cancellationToken);
        }
    }
}
