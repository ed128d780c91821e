using Catalog.Api.Curated;
using Catalog.Api.Deployments;
using Routing.Catalog;

namespace Catalog.Api.Sync;

/// <summary>Turns the models of an answer into rows: what the provider says first, what is known of the canonical model next.</summary>
internal sealed class DiscoveredRows(CanonicalRules rules)
{
    private const string Origin = "discovered";

    public DeploymentRow ToRow(
        AnsweredModel model, SyncedProvider provider, DateTimeOffset seen, IReadOnlyDictionary<string, KnownModel> known)
    {
        var canonical = rules.Resolve(provider.Id, model.Model);
        var facts = known.GetValueOrDefault(canonical);
        return new DeploymentRow
        {
            ProviderId = provider.Id,
            ModelId = model.Model,
            CanonicalId = canonical,
            CanonicalBy = "rules",
            Name = model.Name.Length > 0 ? model.Name : facts?.Name ?? model.Model,
            IsFree = provider.IsFree || ProviderPrices.SaysFree(provider.Profile, model),
            ProviderData = model.ProviderData,
            Specs = new DeploymentSpecs
            {
                Capabilities = CapabilityNames.Of(CapabilitiesOf(model, facts)),
                ContextWindow = model.ContextWindow > 0 ? model.ContextWindow : facts?.ContextWindow ?? 0,
                MaxOutputTokens = model.MaxOutputTokens,
            },
            Origin = Origin,
            LastSeen = seen,
        };
    }

    public string Canonical(string provider, string model) => rules.Resolve(provider, model);

    private static Capabilities CapabilitiesOf(AnsweredModel model, KnownModel? facts)
    {
        if (!model.Capabilities.IsDefaultOrEmpty)
        {
            return CapabilityNames.ParseKnown(model.Capabilities);
        }

        return facts is not null
            ? CapabilityNames.ParseKnown(facts.Capabilities) | Capabilities.Streaming
            : InferredCapabilities.Of(model.Model);
    }
}
