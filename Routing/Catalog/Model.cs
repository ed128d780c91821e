namespace Routing.Catalog;

/// <summary>A canonical model: what stays true of it whoever serves it.</summary>
public sealed record Model
{
    /// <summary>The canonical name.</summary>
    public required ModelId Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The line of models it belongs to (<c>kimi</c>, <c>gpt-4o</c>); null when it stands alone.</summary>
    public string? Family { get; init; }

    /// <summary>What the model can do.</summary>
    public Capabilities Capabilities { get; init; }

    /// <summary>Largest prompt plus answer in tokens; 0 when unknown.</summary>
    public int ContextWindow { get; init; }
}
