namespace Routing.Profiles;

/// <summary>Which figures a profile may carry; the same in files, over the interfaces and in the database.</summary>
public static class ProfileLimits
{
    /// <summary>The largest routing weight, in thousandths.</summary>
    public const int LargestWeightMillis = 5_000;

    /// <summary>The largest priority; the smallest is its negative.</summary>
    public const int LargestPriority = 1_000;

    /// <summary>The longest source, in characters.</summary>
    public const int LongestSource = 500;
}
