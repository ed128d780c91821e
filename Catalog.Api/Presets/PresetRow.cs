using System.Collections.Immutable;

namespace Catalog.Api.Presets;

/// <summary>A row of <c>presets</c>.</summary>
internal sealed record PresetRow
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>What it stands for; null means <c>auto</c>.</summary>
    public string? Selector { get; init; }

    /// <summary>The ranking policy, if any.</summary>
    public string? Policy { get; init; }

    public PresetParameters Parameters { get; init; } = new();

    public PresetRequirements Requirements { get; init; } = new();

    public ImmutableArray<string> Edited { get; init; } = [];
}
