using System.Collections.Frozen;
using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>The policies of a catalog, ready to rank. How much quality counts depends on the tier that suits the request.</summary>
internal sealed class PolicyTable
{
    private readonly FrozenDictionary<string, ImmutableArray<WeightedPolicy>> _policies;

    public PolicyTable(ImmutableArray<PolicyWeights> given)
    {
        var policies = new Dictionary<string, ImmutableArray<WeightedPolicy>>(StringComparer.Ordinal);
        foreach (var weights in given.AddRange(ShippedPolicies.All))
        {
            policies.TryAdd(weights.Name, [new(weights), new(Halved(weights)), new(weights), new(Doubled(weights))]);
        }

        _policies = policies.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _policies.Keys.Order(StringComparer.Ordinal);

    /// <summary>The policy of that name; null when there is none.</summary>
    /// <param name="name">As in <c>auto:cost</c>.</param>
    /// <param name="level">The tier that suits the request, as in <see cref="TierNames.All"/>; -1 when none was worked out.</param>
    public WeightedPolicy? Find(string name, int level) => _policies.TryGetValue(name, out var variants) ? variants[level + 1] : null;

    // For easy work nearly anything is good enough; for hard work the cheap answer may be the one paid for twice.
    private static PolicyWeights Halved(PolicyWeights weights) => weights with { Quality = (weights.Quality + 1) / 2 };

    private static PolicyWeights Doubled(PolicyWeights weights) => weights with { Quality = weights.Quality * 2 };
}
