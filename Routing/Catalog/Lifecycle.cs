namespace Routing.Catalog;

/// <summary>Where a deployment stands between announcement and retirement.</summary>
public enum Lifecycle
{
    /// <summary>Offered for trial; eligible.</summary>
    Preview,

    /// <summary>In regular service; eligible.</summary>
    Active,

    /// <summary>Still answers, no longer chosen unless named.</summary>
    Deprecated,

    /// <summary>No longer answers.</summary>
    Retired,
}
