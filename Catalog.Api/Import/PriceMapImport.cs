using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Rest;

namespace Catalog.Api.Import;

/// <summary>Takes prices over from a price map, in one transaction, around what was set by hand. It never adds a deployment.</summary>
internal sealed class PriceMapImport(Edits edits)
{
    private const string Source = "price map";

    /// <returns>Null when something is wrong with the map; the faults say what.</returns>
    public async Task<PriceMapAnswer?> RunAsync(JsonElement map, bool dryRun, Faults faults, CancellationToken cancellationToken)
    {
        var skipped = new List<SkippedEntry>();
        var entries = PriceMapReader.Read(map, skipped, faults);
        if (!faults.None)
        {
            return null;
        }

        await using var edit = await edits.BeginAsync(cancellationToken);
        var providers = await edit.Connection.ListAsync(
            "SELECT provider_id FROM providers WHERE scope = 'global'", [], row => row.GetString(0), cancellationToken);
        var plan = new PriceMapPlan(await PricedDeployment.ListAsync(edit.Connection, cancellationToken), providers, entries, skipped);
        if (!dryRun)
        {
            await PriceWriter.BeginListsAsync(edit, [.. plan.Prices.SelectMany(list => Rows(list.Key, list.Value))], cancellationToken);
            await FillLimitsAsync(edit.Connection, plan.Added.Concat(plan.Changed), cancellationToken);
        }

        // An edit that wrote nothing is undone without a trace, and leaves the revision as it is.
        var revision = await edit.CommitAsync(cancellationToken);
        return new PriceMapAnswer
        {
            DryRun = dryRun,
            Revision = revision,
            Added = plan.Added,
            Changed = plan.Changed,
            Unchanged = plan.Unchanged,
            UnknownProviders = plan.UnknownProviders,
            UnknownModels = plan.UnknownModels,
            Skipped = plan.Skipped,
            Differences = plan.Differences,
        };
    }

    private static IEnumerable<PriceRow> Rows(PricedDeployment deployment, IEnumerable<KeyValuePair<int, PriceMapFigures>> prices) =>
        prices.Select(price => new PriceRow
        {
            ProviderId = deployment.ProviderId,
            ModelId = deployment.ModelId,
            ContextOver = price.Key,
            Input = price.Value.Input!.Value,
            Output = price.Value.Output!.Value,
            CachedInput = price.Value.CachedInput,
            CacheWrite = price.Value.CacheWrite,
            BatchInput = price.Value.BatchInput,
            BatchOutput = price.Value.BatchOutput,
            PerRequest = price.Value.PerRequest ?? 0,
            Origin = "import",
            Source = Source,
        });

    private static async Task FillLimitsAsync(Npgsql.NpgsqlConnection connection, IEnumerable<PriceMapChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Where(change => change.ContextWindow is not null || change.MaxOutputTokens is not null))
        {
            await connection.ExecuteAsync(
                """
                UPDATE model_registry
                SET specs = specs || jsonb_strip_nulls(jsonb_build_object('context_window', $2::integer, 'max_output_tokens', $3::integer)),
                    last_refreshed = now()
                WHERE provider_id || '/' || model_id = $1 AND scope = 'global'
                """,
                [change.Id, change.ContextWindow, change.MaxOutputTokens],
                cancellationToken);
        }
    }
}
