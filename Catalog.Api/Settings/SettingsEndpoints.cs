using Catalog.Api.Database;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Catalog.Api.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Settings;

/// <summary>REST over the settings.</summary>
internal static class SettingsEndpoints
{
    private const string Key = "global";

    private static readonly string[] Kinds = ["config"];

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/settings").WithTags("Settings");
        group.MapGet("/", GetAsync).WithName("GetSettings").WithSummary("Reads the default model, the thresholds of the tiers, what the step score is made of, and what may serve unpriced.");
        group.MapPut("/", PutAsync).WithName("PutSettings").WithSummary("Edits the settings given.");
    }

    private static async Task<Ok<SettingsView>> GetAsync(NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        edits.Show(await Edits.TagAsync(connection, Kinds, Key, cancellationToken));
        var settings = await SettingsStore.ReadAsync(connection, cancellationToken);
        var fault = await ActiveViews.FaultAsync(connection, cancellationToken);
        return TypedResults.Ok(fault is null ? settings : settings with { Notices = [$"The router chooses from all of model_registry, for {fault}."] });
    }

    private static async Task<Results<Ok<SettingsView>, ProblemHttpResult>> PutAsync(
        SettingsView write, Edits edits, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, Key, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag ?? "none: it has never been changed");
        }

        var before = await SettingsStore.ReadAsync(edit.Connection, cancellationToken);
        var wanted = new SettingsView
        {
            DefaultModel = write.DefaultModel is "" ? null : write.DefaultModel ?? before.DefaultModel,
            AgentShare = write.AgentShare ?? before.AgentShare,
            CreationShare = write.CreationShare ?? before.CreationShare,
            BalancedFrom = write.BalancedFrom ?? before.BalancedFrom,
            PowerfulAbove = write.PowerfulAbove ?? before.PowerfulAbove,
            ActiveTableName = LegacyTables.Translate(write.ActiveTableName ?? before.ActiveTableName!),
            Unpriced = write.Unpriced ?? before.Unpriced,
            StepScore = StepScoreView.Merge(before.StepScore!, write.StepScore),
        };
        var faults = await FaultsAsync(edit, wanted, before.ActiveTableName, cancellationToken);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await SettingsStore.WriteAsync(edit, wanted, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, Key, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return TypedResults.Ok(wanted with { Notices = await NoticesAsync(write, wanted, database, cancellationToken) });
    }

    private static async Task<List<string>?> NoticesAsync(
        SettingsView write, SettingsView wanted, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var notices = new List<string>();
        if (write.ActiveTableName is { } given && given != wanted.ActiveTableName)
        {
            notices.Add($"'{given}' is a table of an earlier system; {wanted.ActiveTableName} takes its place.");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (write.ActiveTableName is not null && await ActiveViews.ReadAsync(connection, cancellationToken) is { Deployments.IsEmpty: true } view)
        {
            notices.Add($"The view {view.Name} contains no model at present: only what is named can be served.");
        }

        return notices.Count > 0 ? notices : null;
    }

    private static async Task<Faults> FaultsAsync(CatalogEdit edit, SettingsView wanted, string? before, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Require(wanted.AgentShare is >= 0 and <= 1, "agent_share", "must lie between 0 and 1");
        faults.Require(wanted.CreationShare is >= 0 and <= 1, "creation_share", "must lie between 0 and 1");
        faults.Require(wanted.BalancedFrom is >= 0 and <= 10, "balanced_from", "must lie between 0 and 10");
        faults.Require(wanted.PowerfulAbove is >= 0 and <= 10, "powerful_above", "must lie between 0 and 10");
        faults.Require(wanted.BalancedFrom <= wanted.PowerfulAbove, "balanced_from", "lies above powerful_above");
        faults.Require(UnpricedPolicies.Find(wanted.Unpriced) is not null, "unpriced", $"must be one of {string.Join(", ", UnpricedPolicies.Names)}");
        StepScoreView.Check(wanted.StepScore!, "step_score", faults);
        if (wanted.ActiveTableName != LegacyTables.Registry)
        {
            var views = await edit.Connection.ListAsync(
                "SELECT name FROM views WHERE scope = 'global' ORDER BY name", [], row => row.GetString(0), cancellationToken);
            faults.Require(
                wanted.ActiveTableName == before || views.Contains(wanted.ActiveTableName!),
                "active_table_name",
                $"there is no view '{wanted.ActiveTableName}'{Suggestion.Clause(wanted.ActiveTableName!, [.. views, LegacyTables.Registry])} "
                + $"There are {LegacyTables.Registry}, {string.Join(", ", views)}.");
        }

        faults.Require(
            wanted.DefaultModel is null || await References.LeadsSomewhereAsync(edit, wanted.DefaultModel, cancellationToken),
            "default_model",
            $"leads nowhere: no model, deployment, alias, family or tier is called '{wanted.DefaultModel}'");
        return faults;
    }
}
