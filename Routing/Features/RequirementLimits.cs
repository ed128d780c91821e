namespace Routing.Features;

/// <summary>What may be required, the same on every surface.</summary>
public static class RequirementLimits
{
    /// <summary>Longest name of a session, in characters.</summary>
    public const int LongestSessionId = 256;

    private const decimal MostDollars = 1_000_000;

    /// <summary>What a cost must be, for whoever got it wrong.</summary>
    public const string CostRule = "Must be an amount in US dollars from 0 to 1000000.";

    /// <summary>What the name of a session must be.</summary>
    public const string SessionRule = "Must be one text of 1 to 256 characters.";

    /// <summary>Whether an amount in dollars can be a maximum.</summary>
    public static bool IsCost(decimal dollars) => dollars is >= 0 and <= MostDollars;
}
