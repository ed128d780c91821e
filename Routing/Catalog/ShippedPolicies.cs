using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>The weights that hold where the catalog says nothing else.</summary>
/// <remarks>A policy gives its own term most of the weight; the others decide between what is nearly alike there.</remarks>
public static class ShippedPolicies
{
    /// <summary>All of them, by name.</summary>
    public static readonly ImmutableArray<PolicyWeights> All =
    [
        new() { Name = PolicyNames.Balanced, Quality = 300, Cost = 300, Latency = 150, Reliability = 150, Preference = 100 },
        new() { Name = PolicyNames.Cost, Quality = 50, Cost = 850, Latency = 25, Reliability = 50, Preference = 25 },
        new() { Name = PolicyNames.Performance, Quality = 75, Cost = 50, Latency = 750, Reliability = 100, Preference = 25 },
        new() { Name = PolicyNames.Quality, Quality = 850, Cost = 50, Latency = 25, Reliability = 50, Preference = 25 },
        new() { Name = PolicyNames.Reliability, Quality = 75, Cost = 50, Latency = 75, Reliability = 750, Preference = 50 },
    ];

    /// <summary>The shipped policy of that name; null when there is none.</summary>
    public static PolicyWeights? Find(string name)
    {
        foreach (var policy in All)
        {
            if (policy.Name == name)
            {
                return policy;
            }
        }

        return null;
    }
}
