using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Sync;

/// <summary>Takes over what a provider says it serves: all of it in one transaction, or nothing.</summary>
internal sealed class ProviderSync(NpgsqlDataSource database, DiscoveredRows discovered, ILogger<ProviderSync> logger)
{
    public async Task<SyncOutcome> TakeOverAsync(ProviderAnswer answer, bool confirmed, CancellationToken cancellationToken)
    {
        await using var edit = await CatalogEdit.BeginAsync(database, $"sync of {answer.Provider}", cancellationToken);
        var provider = await SyncedProvider.ReadAsync(edit, answer.Provider, cancellationToken);
        if (provider is null)
        {
            return new SyncOutcome.UnknownProvider();
        }

        var listed = answer.Models.Select(model => model.Model).ToArray();
        var gone = await GoneAsync(edit, provider, listed, cancellationToken);
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

        return await ApplyAsync(edit, provider, answer, listed, cancellationToken);
    }

    private async Task<SyncOutcome> ApplyAsync(
        CatalogEdit edit, SyncedProvider provider, ProviderAnswer answer, string[] listed, CancellationToken cancellationToken)
    {
        var known = await KnownModel.ReadAllAsync(edit, cancellationToken);
        await RegistryWriter.UpsertAsync(
            edit, [.. answer.Models.Select(model => discovered.ToRow(model, provider, answer.FetchedAt, known))], cancellationToken);
        await WritePricesAsync(edit, provider, answer, cancellationToken);
        var missing = await edit.Connection.ExecuteAsync(
            """
            UPDATE model_registry SET missing_since = coalesce(missing_since, now())
            WHERE provider_id = $1 AND scope = 'global' AND origin = 'discovered' AND NOT model_id = ANY ($2)
            """,
            [provider.Id, listed],
            cancellationToken);
        await edit.Connection.ExecuteAsync(
            "UPDATE providers SET last_refreshed = $2 WHERE provider_id = $1 AND scope = 'global'",
            [provider.Id, answer.FetchedAt],
            cancellationToken);
        var changed = await edit.ChangedDeploymentsAsync(cancellationToken);
        var revision = await edit.CommitAsync(cancellationToken);

        var added = listed.Count(model => !provider.Known.Contains(model));
        var applied = new SyncOutcome.Applied(added, changed - added, listed.Length - changed, missing);
        SyncLog.Applied(logger, provider.Id, applied.Added, applied.Updated, applied.Unchanged, applied.Missing, revision);
        return applied;
    }

    // What people described they also priced, or left unpriced on purpose.
    private static async Task WritePricesAsync(
        CatalogEdit edit, SyncedProvider provider, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var prices = answer.Models.Select(model => ProviderPrices.Read(provider, model, answer.FetchedAt)).OfType<PriceRow>().ToArray();
        if (prices.Length == 0)
        {
            return;
        }

        var ours = await edit.Connection.ListAsync(
            "SELECT model_id FROM model_registry WHERE provider_id = $1 AND scope = 'global' AND origin <> 'discovered'",
            [provider.Id],
            row => row.GetString(0),
            cancellationToken);
        await PriceWriter.ReplaceAsync(edit, [.. prices.ExceptBy(ours, price => price.ModelId)], cancellationToken);
    }

    private static async Task<ImmutableArray<string>> GoneAsync(
        CatalogEdit edit, SyncedProvider provider, string[] listed, CancellationToken cancellationToken) =>
    [
        .. await edit.Connection.ListAsync(
            """
            SELECT model_id FROM model_registry
            WHERE provider_id = $1 AND scope = 'global' AND last_seen IS NOT NULL AND missing_since IS NULL AND NOT model_id = ANY ($2)
            """,
            [provider.Id, listed],
            row => row.GetString(0),
            cancellationToken),
    ];
}
