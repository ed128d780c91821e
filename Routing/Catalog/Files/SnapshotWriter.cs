using System.Text.Json;
using Routing.Money;

namespace Routing.Catalog.Files;

/// <summary>Writes a snapshot; lists whose order means nothing are sorted, and what says nothing is left out.</summary>
internal static class SnapshotWriter
{
    private static readonly Deployment PlainDeployment = new() { Id = default };
    private static readonly RoutingRules PlainRules = new();

    // Made once: a comparison would be wrapped anew for every deployment.
    private static readonly Comparer<Price> PriceOrder = Comparer<Price>.Create(static (left, right) =>
        left.ValidFrom.CompareTo(right.ValidFrom) is not 0 and var from ? from : left.ContextOver.CompareTo(right.ContextOver));

    public static JsonWriterOptions Options(bool indented) => new() { Indented = indented, NewLine = "\n", SkipValidation = true };

    public static void Write(Utf8JsonWriter json, CatalogSnapshot snapshot, long revision, string? contentHash)
    {
        json.WriteStartObject();
        json.Number("revision", revision);
        json.Text("content_hash", contentHash);
        json.Objects("providers", snapshot.Providers.Sort(static (a, b) => string.CompareOrdinal(a.Id.Value, b.Id.Value)), Provider);
        json.Objects("models", snapshot.Models.Sort(static (a, b) => string.CompareOrdinal(a.Id.Value, b.Id.Value)), Model);
        json.Objects("deployments", snapshot.Deployments.Sort(static (a, b) => DeploymentOrder.ByName.Compare(a.Id, b.Id)), Deployment);
        json.Objects("tiers", snapshot.Tiers.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), Tier);
        json.Objects("aliases", snapshot.Aliases.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), Alias);
        json.Objects("families", snapshot.Families.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), Family);
        json.Objects("capability_profiles", snapshot.CapabilityProfiles.Sort(ProfileEntries.ByModel), ProfileEntries.Write);
        json.Objects("agent_profiles", snapshot.AgentProfiles.Sort(static (a, b) => string.CompareOrdinal(a.AgentId, b.AgentId)), AgentProfileEntry.Write);
        json.Objects("policies", snapshot.Policies.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), PolicyEntry.Write);
        json.Objects("presets", snapshot.Presets.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), PresetWriter.Write);
        json.Objects("experiments", snapshot.Experiments.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name)), ExperimentEntry.Write);
        PresetWriter.Write(json, snapshot.ActiveView);
        json.Objects("quality_estimates", snapshot.QualityEstimates.Sort(QualityEntries.ByKey), QualityEntries.Write);
        Rules(json, snapshot.Rules);
        json.WriteEndObject();
        json.Flush();
    }

    private static void Provider(Utf8JsonWriter json, Provider provider)
    {
        json.Text("id", provider.Id.Value);
        json.Text("name", provider.Name);
        json.Texts("aliases", provider.Aliases.Sort(StringComparer.Ordinal));
        json.Text("profile", provider.Profile);
        json.Text("base_url", provider.BaseUrl.OriginalString);
        json.Text("api_key_environment", provider.ApiKeyEnvironment);
        json.Text("api_key_file", provider.ApiKeyFile);
        json.Flag("api_key_stored", provider.ApiKeyStored, unless: false);
        if (!provider.Headers.IsEmpty)
        {
            json.WriteStartObject("headers");
            foreach (var (name, value) in provider.Headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (!provider.Parameters.IsEmpty)
        {
            json.WriteStartObject("parameters");
            foreach (var (name, value) in provider.Parameters)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }

            json.WriteEndObject();
        }

        json.Flag("enabled", provider.Enabled, unless: true);
    }

    private static void Model(Utf8JsonWriter json, Model model)
    {
        json.Text("id", model.Id.Value);
        json.Text("name", model.Name);
        json.Text("family", model.Family);
        json.Texts("capabilities", CapabilityNames.Of(model.Capabilities));
        json.Number("context_window", model.ContextWindow);
    }

    private static void Deployment(Utf8JsonWriter json, Deployment deployment)
    {
        json.Text("provider", deployment.Id.Provider.Value);
        json.Text("model", deployment.Id.Model);
        json.Text("canonical", deployment.CanonicalId?.Value);
        json.Text("name", deployment.Name);
        json.Text("lifecycle", deployment.Lifecycle == PlainDeployment.Lifecycle ? null : SnapshotNames.Lifecycle.Of(deployment.Lifecycle));
        json.Moment("deprecated_at", deployment.DeprecatedAt);
        json.Moment("retires_at", deployment.RetiresAt);
        json.Text("origin", deployment.Origin == PlainDeployment.Origin ? null : SnapshotNames.Origin.Of(deployment.Origin));
        json.Flag("enabled", deployment.Enabled, unless: true);
        json.Flag("is_free", deployment.IsFree, unless: false);
        if (deployment.Capabilities != PlainDeployment.Capabilities)
        {
            json.Texts("capabilities", CapabilityNames.Of(deployment.Capabilities), evenIfEmpty: true);
        }

        json.Number("context_window", deployment.ContextWindow);
        json.Number("max_output_tokens", deployment.MaxOutputTokens);
        json.Texts("unsupported_parameters", deployment.UnsupportedParameters.Sort(StringComparer.Ordinal));
        json.Text("region", deployment.Region);
        json.Objects("prices", deployment.Prices.Sort(PriceOrder), Price);
    }

    private static void Price(Utf8JsonWriter json, Price price)
    {
        json.Number("id", price.Id);
        json.Dollars("input", price.Input);
        json.Dollars("cached_input", price.CachedInput);
        json.Dollars("cache_write", price.CacheWrite);
        json.Dollars("output", price.Output);
        if (price.PerRequest != NanoDollars.Zero)
        {
            json.WriteNumber("per_request", price.PerRequest.Dollars);
        }

        json.Number("context_over", price.ContextOver);
        json.Moment("valid_from", price.ValidFrom == DateTimeOffset.UnixEpoch ? null : price.ValidFrom);
        json.Text("source", price.Source);
    }

    private static void Tier(Utf8JsonWriter json, Tier tier)
    {
        json.Text("name", tier.Name);
        json.Texts("entries", tier.Entries.Select(static entry => entry.ToString()), evenIfEmpty: true);
        json.Number("max_tokens", tier.Parameters.MaxTokens ?? 0);
        json.Thousandths("temperature", tier.Parameters.TemperatureMillis);
    }

    private static void Alias(Utf8JsonWriter json, ModelAlias alias)
    {
        json.Text("name", alias.Name);
        json.Text("target", alias.Target);
    }

    private static void Family(Utf8JsonWriter json, ModelFamily family)
    {
        json.Text("name", family.Name);
        json.Texts("preferred", family.Preferred.Select(static model => model.Value), evenIfEmpty: true);
    }

    private static void Rules(Utf8JsonWriter json, RoutingRules rules)
    {
        if (rules == PlainRules)
        {
            return;
        }

        json.WriteStartObject("rules");
        json.Thousandths("agent_share", rules.AgentShareMillis);
        json.Thousandths("creation_share", rules.CreationShareMillis == PlainRules.CreationShareMillis ? null : rules.CreationShareMillis);
        json.Thousandths("balanced_from", rules.BalancedFromMillis);
        json.Thousandths("powerful_above", rules.PowerfulAboveMillis);
        json.Text("default_model", rules.DefaultModel);
        json.Text("unpriced", rules.Unpriced == PlainRules.Unpriced ? null : UnpricedPolicies.NameOf(rules.Unpriced));
        if (rules.StepScore != PlainRules.StepScore)
        {
            StepScoreEntry.Write(json, rules.StepScore);
        }

        json.WriteEndObject();
    }
}
