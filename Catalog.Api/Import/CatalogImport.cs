using System.Text.Json;
using System.Text.Json.Nodes;
using Catalog.Api.Agents;
using Catalog.Api.Aliases;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Experiments;
using Catalog.Api.Export;
using Catalog.Api.Families;
using Catalog.Api.Models;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Providers;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Catalog.Api.Settings;
using Catalog.Api.Tiers;
using Catalog.Api.Views;

namespace Catalog.Api.Import;

/// <summary>
/// Takes a document of our own format over, in one transaction, around what was edited by hand. What the document does not name
/// stays. A dry run does the same and undoes it, so that it cannot say anything else than the run would.
/// </summary>
internal sealed class CatalogImport(Edits edits)
{
    // They say who wrote a row, not what it says.
    private static readonly string[] Marks = ["edited", "origin", "canonical_by", "api_key_stored"];

    /// <returns>Null when something is wrong with the document; the faults say what.</returns>
    public async Task<CatalogAnswer?> RunAsync(JsonElement json, bool dryRun, Faults faults, CancellationToken cancellationToken)
    {
        BodyFaults.Check(json, typeof(CatalogDocument), "", CatalogDocument.Json, faults);
        return faults.None ? await RunAsync(json.Deserialize<CatalogDocument>(CatalogDocument.Json)!, dryRun, faults, cancellationToken) : null;
    }

    /// <inheritdoc cref="RunAsync(JsonElement, bool, Faults, CancellationToken)"/>
    public async Task<CatalogAnswer?> RunAsync(CatalogDocument document, bool dryRun, Faults faults, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        CatalogDocumentRules.Check(document, await CatalogNames.ReadAsync(edit.Connection, document, cancellationToken), faults);
        if (!faults.None)
        {
            return null;
        }

        await WriteAsync(edit, document, cancellationToken);

        // They name anything that the document brings along.
        await ExperimentImport.WriteAsync(edit, document.Experiments, faults, cancellationToken);
        if (!faults.None)
        {
            return null;
        }

        var changes = await ChangesAsync(edit, cancellationToken);
        var kept = Contradicted(document, await CatalogExport.ReadAsync(edit.Connection, cancellationToken));
        var changed = changes.Select(change => (change.Kind, change.Key)).ToHashSet();
        return new CatalogAnswer
        {
            DryRun = dryRun,
            Revision = await EndAsync(edit, dryRun, cancellationToken),
            Changes = changes,
            Unchanged = document.Rows().Count(row => !changed.Contains((row.Kind, row.Kind == "price" ? row.Key[..row.Key.IndexOf(" from ", StringComparison.Ordinal)] : row.Key))),
            Kept = kept,
        };
    }

    private static async Task WriteAsync(CatalogEdit edit, CatalogDocument document, CancellationToken cancellationToken)
    {
        var stored = (await edit.Connection.ListAsync(
            "SELECT provider_id FROM providers WHERE scope = 'global' AND api_key_stored", [], row => row.GetString(0), cancellationToken)).ToHashSet();
        await ProviderWriter.UpsertAsync(
            edit, [.. document.Providers.Select(row => row with { ApiKeyStored = stored.Contains(row.ProviderId) })], cancellationToken);
        await ModelWriter.UpsertAsync(edit, document.Models, cancellationToken);
        await RegistryWriter.UpsertAsync(edit, document.Deployments, cancellationToken);
        await PriceWriter.ReplaceAsync(edit, document.Prices, cancellationToken);
        await TierWriter.UpsertAsync(edit, document.Tiers, cancellationToken);
        await FamilyWriter.UpsertAsync(edit, document.Families, cancellationToken);
        await PresetWriter.UpsertAsync(edit, document.Presets, cancellationToken);
        await AliasWriter.UpsertAsync(edit, document.Aliases, cancellationToken);
        await ViewWriter.UpsertAsync(edit, document.Views, cancellationToken);
        await ProfileWriter.UpsertAsync(edit, document.Profiles, cancellationToken);
        foreach (var policy in document.Policies)
        {
            await PolicyStore.UpsertAsync(edit, policy.Named(policy.Name!), cancellationToken);
        }

        foreach (var agent in document.Agents)
        {
            await AgentProfileRows.UpsertAsync(edit.Connection, agent, cancellationToken);
        }

        if (document.Rules is { } rules)
        {
            var before = await SettingsStore.ReadAsync(edit.Connection, cancellationToken);
            await SettingsStore.WriteAsync(
                edit,
                before with
                {
                    DefaultModel = rules.DefaultModel ?? before.DefaultModel,
                    AgentShare = rules.AgentShare ?? before.AgentShare,
                    CreationShare = rules.CreationShare ?? before.CreationShare,
                    BalancedFrom = rules.BalancedFrom ?? before.BalancedFrom,
                    PowerfulAbove = rules.PowerfulAbove ?? before.PowerfulAbove,
                    ActiveTableName = LegacyTables.Translate(rules.ActiveTableName ?? before.ActiveTableName!),
                    Unpriced = rules.Unpriced ?? before.Unpriced,
                    StepScore = StepScoreView.Merge(before.StepScore!, rules.StepScore),
                },
                cancellationToken);
        }
    }

    // The difference is what the change log records of this transaction.
    private static Task<List<CatalogChange>> ChangesAsync(CatalogEdit edit, CancellationToken cancellationToken) => edit.Connection.ListAsync(
        """
        WITH own AS (
            SELECT kind, key, min(change_id) AS first,
                CASE WHEN kind = 'price' THEN jsonb_agg(content ORDER BY change_id) ELSE (array_agg(content ORDER BY change_id DESC))[1] END AS after
            FROM catalog_changes
            WHERE revision = (SELECT revision FROM catalog_revision WHERE changed_in = pg_current_xact_id())
            GROUP BY kind, key)
        SELECT kind, key, earlier.content, after
        FROM own LEFT JOIN LATERAL (
            SELECT content FROM catalog_changes AS log
            WHERE log.kind = own.kind AND log.key = own.key AND log.scope = 'global' AND log.change_id < own.first
            ORDER BY log.change_id DESC
            LIMIT 1
        ) AS earlier ON true
        ORDER BY kind, key
        """,
        [],
        row => new CatalogChange(
            row.GetString(0),
            row.GetString(1),
            row.IsDBNull(2) && row.GetString(0) != "config" ? "added" : "changed",
            row.IsDBNull(2) ? null : JsonElement.Parse(row.GetString(2)),
            row.IsDBNull(3) ? null : JsonElement.Parse(row.GetString(3))),
        cancellationToken);

    private static List<string> Contradicted(CatalogDocument wanted, CatalogDocument found)
    {
        var now = found.Rows().ToDictionary(row => (row.Kind, row.Key), row => Content(row.Row));
        return
        [
            .. wanted.Rows()
                .Where(row => !now.TryGetValue((row.Kind, row.Key), out var content) || !JsonNode.DeepEquals(content, Content(row.Row)))
                .Select(row => $"{row.Kind} {row.Key}"),
        ];
    }

    private static JsonObject Content(object row)
    {
        var content = JsonSerializer.SerializeToNode(row, row.GetType(), CatalogDocument.Json)!.AsObject();
        foreach (var mark in Marks)
        {
            content.Remove(mark);
        }

        // Neither belongs to the document.
        content.Remove("provider_data");
        content.Remove("last_seen");
        return content;
    }

    private static async Task<long> EndAsync(CatalogEdit edit, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun)
        {
            return await edit.CommitAsync(cancellationToken);
        }

        return await edit.Connection.FirstOrDefaultAsync(
            """
            SELECT revision - CASE WHEN changed_in = pg_current_xact_id() THEN 1 ELSE 0 END FROM catalog_revision
            """,
            [],
            row => row.GetInt64(0),
            cancellationToken);
    }
}
