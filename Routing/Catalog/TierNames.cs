namespace Routing.Catalog;

/// <summary>The tiers a router chooses between.</summary>
public static class TierNames
{
    /// <summary>Simple work, small price.</summary>
    public const string Fast = "fast";

    /// <summary>Most work.</summary>
    public const string Balanced = "balanced";

    /// <summary>Hard work.</summary>
    public const string Powerful = "powerful";

    /// <summary>All of them, weakest first.</summary>
    public static readonly IReadOnlyList<string> All = [Fast, Balanced, Powerful];
}
