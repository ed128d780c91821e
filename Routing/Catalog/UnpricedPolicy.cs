namespace Routing.Catalog;

/// <summary>Whether a deployment without a price may serve. Unpriced is never free: what it costs is unknown, and no budget can hold it.</summary>
public enum UnpricedPolicy
{
    /// <summary>Where no hard budget applies.</summary>
    WithoutBudget,

    /// <summary>Always, as far as the request itself sets no limit to its cost.</summary>
    Allowed,

    /// <summary>Never.</summary>
    Refused,
}
