namespace Routing.Experiments;

/// <summary>One of the ways that an experiment compares. What it does not set is as it is without the experiment.</summary>
public sealed record Variant
{
    /// <summary>The name: lower-case letters, digits, hyphens and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>How many of a thousand participants it has.</summary>
    public int WeightMillis { get; init; }

    /// <summary>What is asked for in place of what the caller asked for: a model, an alias, a preset, a family, a tier or <c>auto:policy</c>; null changes nothing.</summary>
    public string? Selector { get; init; }

    /// <summary>The policy that ranks; it comes before a preset's. Null changes nothing.</summary>
    public string? Policy { get; init; }

    /// <summary>Below this complexity (thousandths) the fast tier serves; null leaves the catalog's rule.</summary>
    public int? BalancedFromMillis { get; init; }

    /// <summary>Above this complexity (thousandths) the powerful tier serves; null leaves the catalog's rule.</summary>
    public int? PowerfulAboveMillis { get; init; }

    /// <summary>Whether it is served as it would be without the experiment.</summary>
    public bool ChangesNothing => Selector is null && Policy is null && BalancedFromMillis is null && PowerfulAboveMillis is null;
}
