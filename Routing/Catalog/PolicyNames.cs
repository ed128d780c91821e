namespace Routing.Catalog;

/// <summary>The policies that ship. Operators may weigh these otherwise and add others beside them.</summary>
public static class PolicyNames
{
    /// <summary>The cheapest that can do it.</summary>
    public const string Cost = "cost";

    /// <summary>The fastest.</summary>
    public const string Performance = "performance";

    /// <summary>The one that fails least.</summary>
    public const string Reliability = "reliability";

    /// <summary>The one that answers best.</summary>
    public const string Quality = "quality";

    /// <summary>A bit of everything.</summary>
    public const string Balanced = "balanced";
}
