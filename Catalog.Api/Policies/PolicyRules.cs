using System.Text.RegularExpressions;
using Catalog.Api.Rest;
using Routing.Catalog;

namespace Catalog.Api.Policies;

/// <summary>Says what is wrong with a ranking policy that somebody wants to write.</summary>
internal static partial class PolicyRules
{
    private const int LongestName = 64;

    public static void Check(PolicyWeights policy, Faults faults)
    {
        faults.Require(
            policy.Name.Length <= LongestName && Name().IsMatch(policy.Name),
            "name",
            $"must have lower-case letters, digits and hyphens only, at most {LongestName}, since it is written as auto:NAME");
        foreach (var (field, weight) in Weights(policy))
        {
            faults.Require(weight is >= 0 and <= PolicyWeights.Highest, field, $"must lie between 0 and {PolicyWeights.Highest}");
        }

        faults.Require(Weights(policy).Any(weight => weight.Value > 0), "weights", "are all 0; one at least must say what counts");
    }

    /// <summary>A policy that is named has to exist.</summary>
    public static void CheckName(string name, string field, HashSet<string> known, Faults faults) => faults.Require(
        known.Contains(name),
        field,
        $"there is no ranking policy '{name}'{Suggestion.Clause(name, known)} There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    private static (string Field, int Value)[] Weights(PolicyWeights policy) =>
    [
        ("quality", policy.Quality),
        ("cost", policy.Cost),
        ("latency", policy.Latency),
        ("reliability", policy.Reliability),
        ("preference", policy.Preference),
    ];

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
