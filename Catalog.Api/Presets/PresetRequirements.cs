using System.Collections.Immutable;

namespace Catalog.Api.Presets;

/// <summary>What a preset demands of a deployment: the content of <c>presets.requirements</c>.</summary>
internal sealed record PresetRequirements
{
    /// <summary>As in <see cref="Routing.Catalog.CapabilityNames"/>.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Smallest acceptable context window in tokens; 0 for any.</summary>
    public int MinimumContext { get; init; }

    /// <summary>Providers that may be used; empty means all.</summary>
    public ImmutableArray<string> AllowedProviders { get; init; } = [];

    /// <summary>Providers that may not be used.</summary>
    public ImmutableArray<string> DeniedProviders { get; init; } = [];
}
