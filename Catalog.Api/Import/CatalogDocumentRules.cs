using System.Text.Json;
using Catalog.Api.Agents;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Experiments;
using Catalog.Api.Export;
using Catalog.Api.Policies;
using Catalog.Api.Presets;
using Catalog.Api.Providers;
using Catalog.Api.Rest;
using Catalog.Api.Settings;
using Catalog.Api.Views;
using Routing.Catalog;
using Routing.Features;

namespace Catalog.Api.Import;

/// <summary>Says everything that is wrong with a document: the rules of each resource, repeated keys, names that lead nowhere.</summary>
internal static class CatalogDocumentRules
{
    private static readonly string[] Origins = ["curated", "discovered", "promoted"];
    private static readonly string[] PriceOrigins = ["curated", "manual", "provider", "import"];

    public static void Check(CatalogDocument document, CatalogNames names, Faults faults)
    {
        faults.Require(document.Format == CatalogDocument.CurrentFormat, "format", $"must be {CatalogDocument.CurrentFormat}");
        foreach (var repeated in document.Rows().GroupBy(row => (row.Kind, row.Key)).Where(rows => rows.Count() > 1))
        {
            faults.Add(repeated.Key.Kind, $"{repeated.Key.Key} is given more than once");
        }

        Each(document.Providers, "providers", faults, (row, own) =>
        {
            ProviderRules.Check(row.ProviderId, JsonSerializer.Deserialize<ProviderWrite>(JsonSerializer.Serialize(row, RowJson.Format), RowJson.Format)!, null, own);
            own.Require(row.Origin is "curated" or "manual" or "development", "origin", "must be curated, manual or development");
        });
        Each(document.Models, "models", faults, (row, own) =>
        {
            own.Require(row.CanonicalId.Length is > 0 and <= 300, "canonical_id", "must have 1 to 300 characters");
            own.Require(row.ContextWindow >= 0 && row.MaxOutputTokens >= 0, "context_window", "is negative");
            own.Require(row.Origin is "curated" or "manual", "origin", "must be curated or manual");
        });
        Each(document.Deployments, "deployments", faults, (row, own) => CheckDeployment(row, names, own));
        Each(document.Prices, "prices", faults, (row, own) => CheckPrice(row, names, own));
        Each(document.Tiers, "tiers", faults, (row, own) =>
        {
            own.Require(TierNames.All.Contains(row.Name), "name", $"must be one of {string.Join(", ", TierNames.All)}");
            own.Require(row.MaxTokens is null or > 0, "max_tokens", "must be 1 or more");
            own.Require(row.TemperatureMillis is null or (>= 0 and <= 2_000), "temperature_millis", "must lie between 0 and 2000");
            Named(row.Entries, "entries", "deployment", names, own);
        });
        Each(document.Aliases, "aliases", faults, (row, own) =>
            own.Require(row.Target != row.Name && names.LeadsSomewhere(row.Target), "target", $"leads nowhere: '{row.Target}'"));
        Each(document.Families, "families", faults, (row, own) => Named(row.Preferred, "preferred", "model", names, own));
        Each(document.Presets, "presets", faults, (row, own) => CheckPreset(row, names, own));
        Each(document.Views, "views", faults, (row, own) =>
        {
            ViewRules.Check(row, own);
            own.Require(row.Origin is "curated" or "manual", "origin", "must be curated or manual");
        });
        Each(document.Profiles, "profiles", faults, (row, own) =>
        {
            ProfileRules.Check(row, own);
            own.Require(names.Has("model", row.CanonicalId), "canonical_id", $"there is no canonical model '{row.CanonicalId}'");
            own.Require(row.Origin is "curated" or "manual", "origin", "must be curated or manual");
        });
        Each(document.Policies, "policies", faults, (row, own) => PolicyRules.Check(row.Named(row.Name ?? ""), own));
        Each(document.Agents, "agents", faults, (row, own) => AgentProfileRules.Check(row, null, own));
        Each(document.Experiments, "experiments", faults, ExperimentImport.Check);
        CheckRules(document, names, faults);
    }

    private static void CheckDeployment(DeploymentRow row, CatalogNames names, Faults faults)
    {
        var write = new DeploymentWrite
        {
            Name = row.Name,
            Lifecycle = row.Lifecycle,
            Capabilities = row.Specs.Capabilities,
            ContextWindow = row.Specs.ContextWindow,
            MaxOutputTokens = row.Specs.MaxOutputTokens,
        };
        DeploymentRules.Check(row.ModelId, write, faults);
        faults.Require(row.ModelId.Length > 0, "model_id", "is empty");
        faults.Require(names.Has("provider", row.ProviderId), "provider_id", $"there is no provider '{row.ProviderId}'");
        faults.Require(Origins.Contains(row.Origin), "origin", $"must be one of {string.Join(", ", Origins)}");
    }

    private static void CheckPrice(PriceRow row, CatalogNames names, Faults faults)
    {
        long?[] figures = [row.Input, row.Output, row.CachedInput, row.CacheWrite, row.BatchInput, row.BatchOutput, row.PerRequest];
        faults.Require(figures.All(figure => figure is null or >= 0), "input", "or another price is negative");
        faults.Require(row.ContextOver >= 0, "context_over", "is negative");
        faults.Require(PriceOrigins.Contains(row.Origin), "origin", $"must be one of {string.Join(", ", PriceOrigins)}");
        faults.Require(
            names.Has("deployment", $"{row.ProviderId}/{row.ModelId}"), "model_id", $"there is no deployment {row.ProviderId}/{row.ModelId}");
    }

    private static void CheckPreset(PresetRow row, CatalogNames names, Faults faults)
    {
        PresetRules.Check(row, faults);
        faults.Require(row.Selector is null || names.LeadsSomewhere(row.Selector), "selector", $"leads nowhere: '{row.Selector}'");
        faults.Require(row.Policy is null || names.Has("policy", row.Policy), "policy", $"there is no ranking policy '{row.Policy}'");
        Named(row.Requirements.AllowedProviders, "requirements.allowed_providers", "provider", names, faults);
        Named(row.Requirements.DeniedProviders, "requirements.denied_providers", "provider", names, faults);
    }

    private static void CheckRules(CatalogDocument document, CatalogNames names, Faults faults)
    {
        if (document.Rules is not { } rules)
        {
            return;
        }

        faults.Require(rules.AgentShare is null or (>= 0 and <= 1), "rules.agent_share", "must lie between 0 and 1");
        faults.Require(rules.CreationShare is null or (>= 0 and <= 1), "rules.creation_share", "must lie between 0 and 1");
        faults.Require(rules.BalancedFrom is null or (>= 0 and <= 10), "rules.balanced_from", "must lie between 0 and 10");
        faults.Require(rules.PowerfulAbove is null or (>= 0 and <= 10), "rules.powerful_above", "must lie between 0 and 10");
        faults.Require(!(rules.BalancedFrom > rules.PowerfulAbove), "rules.balanced_from", "lies above powerful_above");
        faults.Require(
            rules.Unpriced is null || UnpricedPolicies.Find(rules.Unpriced) is not null,
            "rules.unpriced",
            $"must be one of {string.Join(", ", UnpricedPolicies.Names)}");
        if (rules.StepScore is { } given)
        {
            StepScoreView.Check(StepScoreView.Merge(StepScoreView.Of(StepScoreTable.Shipped), given), "rules.step_score", faults);
        }

        faults.Require(
            rules.DefaultModel is null || names.LeadsSomewhere(rules.DefaultModel), "rules.default_model", $"leads nowhere: '{rules.DefaultModel}'");
        var view = LegacyTables.Translate(rules.ActiveTableName ?? LegacyTables.Registry);
        faults.Require(view == LegacyTables.Registry || names.Has("view", view), "rules.active_table_name", $"there is no view '{view}'");
    }

    private static void Named(IEnumerable<string> named, string field, string kind, CatalogNames names, Faults faults)
    {
        foreach (var name in named.Where(name => !names.Has(kind, name)))
        {
            faults.Add(field, $"there is no {kind} '{name}'");
        }
    }

    private static void Each<T>(IReadOnlyList<T> rows, string list, Faults faults, Action<T, Faults> check)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var own = new Faults();
            check(rows[i], own);
            foreach (var (field, fault) in own.All)
            {
                faults.Add($"{list}[{i}].{field}", fault);
            }
        }
    }
}
