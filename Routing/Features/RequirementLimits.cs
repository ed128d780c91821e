namespace Routing.Features;

/// <summary>What may be required, the same on every surface.</summary>
public static class RequirementLimits
{
    private const decimal MostDollars = 1_000_000;

    /// <summary>What a cost must be, for whoever got it wrong.</summary>
    public const string CostRule = "Must be an amount in US dollars from 0 to 1000000.";

    /// <summary>Whether an amount in dollars can be a maximum.</summary>
    public static bool IsCost(decimal dollars) => dollars is >= 0 and <= MostDollars;
}
