namespace Routing.Catalog;

/// <summary>The names under which policies for unpriced deployments are stored and set.</summary>
public static class UnpricedPolicies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["without_budget", "allowed", "refused"];

    /// <summary>The name of a policy.</summary>
    public static string NameOf(UnpricedPolicy policy) => Names[(int)policy];

    /// <summary>Finds a policy by its name.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static UnpricedPolicy? Find(string? name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (UnpricedPolicy)i;
            }
        }

        return null;
    }
}
