namespace Routing.Catalog;

/// <summary>How a deployment came into the registry.</summary>
public enum Origin
{
    /// <summary>Described and kept by hand.</summary>
    Curated,

    /// <summary>Found in a provider's own list of models.</summary>
    Discovered,

    /// <summary>Discovered, then taken over by hand.</summary>
    Promoted,
}
