using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>What a caller's virtual key lets it reach. A set that is empty, like a value that is null, restricts nothing.</summary>
public sealed record KeyScope
{
    private const Capabilities Always = Capabilities.Chat | Capabilities.Streaming | Capabilities.PromptCaching;

    /// <summary>The only models: <c>provider/model</c>, a canonical model, or a provider's own name for one.</summary>
    public NameSet AllowedModels { get; init; } = NameSet.Empty;

    /// <summary>The only providers.</summary>
    public NameSet AllowedProviders { get; init; } = NameSet.Empty;

    /// <summary>The only capabilities that requests may need, beside plain and streamed text; null restricts none.</summary>
    public Capabilities? AllowedCapabilities { get; init; }

    /// <summary>Whether a deployment is within it.</summary>
    public bool Covers(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return CoversProvider(deployment.Id.Provider) && CoversModel(deployment);
    }

    /// <summary>Whether a provider is within it.</summary>
    internal bool CoversProvider(ProviderId provider) => AllowedProviders.IsEmpty || AllowedProviders.Contains(provider);

    /// <summary>Whether a deployment's model is within it.</summary>
    internal bool CoversModel(Deployment deployment) =>
        AllowedModels.IsEmpty
        || AllowedModels.Contains(deployment.Id.Model)
        || (deployment.CanonicalId is { } canonical && AllowedModels.Contains(canonical.Value))
        || AllowedModels.Contains(deployment.Id);

    /// <summary>What of the capabilities needed is not within it.</summary>
    internal Capabilities Beyond(Capabilities needed) => AllowedCapabilities is { } allowed ? needed & ~(allowed | Always) : Capabilities.None;
}
