using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>What a preset demands of a deployment.</summary>
public sealed record PresetRequirements
{
    /// <summary>Demands nothing.</summary>
    public static readonly PresetRequirements None = new();

    /// <summary>Capabilities it must have.</summary>
    public Capabilities RequiredCapabilities { get; init; }

    /// <summary>Smallest acceptable context window in tokens; 0 for any.</summary>
    public int MinimumContext { get; init; }

    /// <summary>Providers that may be used; empty means all.</summary>
    public ImmutableArray<ProviderId> AllowedProviders { get; init; } = [];

    /// <summary>Providers that may not be used; wins over <see cref="AllowedProviders"/>.</summary>
    public ImmutableArray<ProviderId> DeniedProviders { get; init; } = [];
}
