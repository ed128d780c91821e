namespace Routing.Catalog;

/// <summary>A named way to ask, kept in the catalog: what <c>@preset/name</c> stands for, with what it sets and what it demands.</summary>
public sealed record Preset
{
    /// <summary>The name, as in <c>@preset/name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, to be read by people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The selector it stands for: a deployment, a model, an alias, a family, a tier or <c>auto</c>; never another preset. Null means <c>auto</c>.</summary>
    public string? Selector { get; init; }

    /// <summary>The ranking policy; null leaves it to the request and its default.</summary>
    public string? Policy { get; init; }

    /// <summary>Filled in where the request says nothing; comes before what a tier fills in.</summary>
    public TierParameters Parameters { get; init; } = new();

    /// <summary>What the deployment must fulfil, besides what the request itself needs.</summary>
    public PresetRequirements Requirements { get; init; } = PresetRequirements.None;
}
