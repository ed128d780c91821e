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

    /// <summary>The place of a tier in <see cref="All"/>; -1 when it is none of them.</summary>
    public static int LevelOf(string? name) => name switch { Fast => 0, Balanced => 1, Powerful => 2, _ => -1 };
}
