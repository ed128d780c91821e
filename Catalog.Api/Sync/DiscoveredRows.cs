using System.Collections.Immutable;
using Catalog.Api.Curated;
using Catalog.Api.Deployments;
using Catalog.Api.Sync.Inference;
using Routing.Catalog;

namespace Catalog.Api.Sync;

/// <summary>
/// Turns the models of an answer into rows. What the provider states comes first, what people know of the canonical model next, and
/// what rules infer last, where they are confident enough.
/// </summary>
internal sealed class DiscoveredRows(CanonicalRules rules, InferenceRules inference)
{
    private const string Origin = "discovered";

    public DeploymentRow ToRow(
        AnsweredModel model,
        SyncedProvider provider,
        DateTimeOffset seen,
        ImmutableArray<AnsweredPrice> prices,
        IReadOnlyDictionary<string, KnownModel> known)
    {
        var (canonical, by) = rules.Explain(provider.Id, model.Model);
        var facts = known.GetValueOrDefault(canonical);
        var inferred = inference.Infer(model.Model);
        var free = ProviderPrices.SaysFree(provider.Profile, model);
        return new DeploymentRow
        {
            ProviderId = provider.Id,
            ModelId = model.Model,
            CanonicalId = canonical,
            CanonicalBy = by,
            Name = model.Name.Length > 0 ? model.Name : facts?.Name ?? model.Model,
            Lifecycle = LifecycleOf(model, seen, inferred),
            DeprecatedAt = model.DeprecatedAt,
            RetiresAt = model.RetiresAt,
            IsFree = provider.IsFree || free == true,
            ProviderData = model.ProviderData,
            AiData = inferred,
            Specs = new DeploymentSpecs
            {
                Capabilities = CapabilityNames.Of(CapabilitiesOf(model, facts, inferred)),
                ContextWindow = ContextWindowOf(model, facts, inferred),
                MaxOutputTokens = model.MaxOutputTokens,
                UnsupportedParameters = model.UnsupportedParameters,
                Family = inference.Believes(inferred.Family) ? inferred.Family!.Value : null,
                SizeClass = inference.Believes(inferred.SizeClass) ? inferred.SizeClass!.Value : null,
            },
            Stated = StatedFacts.Of(model with { IsFree = free }, ProviderPrices.InForce(prices, seen)),
            Origin = Origin,
            LastSeen = seen,
        };
    }

    private Capabilities CapabilitiesOf(AnsweredModel model, KnownModel? facts, AiData inferred)
    {
        if (model.CapabilitiesKnown || !model.Capabilities.IsDefaultOrEmpty)
        {
            return CapabilityNames.ParseKnown(model.Capabilities);
        }

        return facts is not null
            ? CapabilityNames.ParseKnown(facts.Capabilities) | Capabilities.Streaming
            : CapabilityNames.ParseKnown(inference.BelievedCapabilities(inferred));
    }

    private int ContextWindowOf(AnsweredModel model, KnownModel? facts, AiData inferred)
    {
        var stated = model.ContextWindow > 0 ? model.ContextWindow : facts?.ContextWindow ?? 0;
        return stated == 0 && inference.Believes(inferred.ContextWindow) ? inferred.ContextWindow!.Value : stated;
    }

    private string LifecycleOf(AnsweredModel model, DateTimeOffset seen, AiData inferred) => model switch
    {
        { Lifecycle: { } stated } => stated,
        { RetiresAt: { } retires } when retires <= seen => "retired",
        { DeprecatedAt: { } deprecated } when deprecated <= seen => "deprecated",
        _ => inference.Believes(inferred.Lifecycle) ? inferred.Lifecycle!.Value : "active",
    };
}
