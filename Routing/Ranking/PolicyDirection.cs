using System.Runtime.CompilerServices;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>
/// Requests alike enough to be served from one order of a large catalog: the same policy and tier, the same capabilities, the same kind
/// of work, input and answer in much the same proportion, the same prices in force.
/// </summary>
/// <param name="Index">The catalog.</param>
/// <param name="Policy">The policy, as it weighs for the tier that suits.</param>
/// <param name="Level">The tier that suits, as in <see cref="TierNames.All"/>.</param>
/// <param name="Required">Capabilities needed.</param>
/// <param name="Work">What is asked for most clearly.</param>
/// <param name="Shape">How much of the request is input.</param>
/// <param name="PricesSince">When the last price of the catalog began that is in force.</param>
internal readonly record struct PolicyDirection(
    CatalogIndex Index, WeightedPolicy Policy, int Level, Capabilities Required, RatedCapability Work, RequestShape Shape, DateTimeOffset PricesSince)
{
    /// <summary>By what tells the requests of one catalog apart: asked for with every request.</summary>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Policy), Required, (Level << 16) | ((int)Work << 8) | (int)Shape);

    public static PolicyDirection Of(in RankedRequest request, WeightedPolicy policy, int level) => new(
        request.Input.Index,
        policy,
        level,
        request.Required,
        request.Needs.Strongest,
        request.Shape,
        request.Input.Index.RankingAt(request.Input.Time).Since);

    /// <summary>The same direction in another catalog; null where it lacks the policy.</summary>
    public PolicyDirection? In(CatalogIndex other) => other.Policies.Find(Policy.Name, Level) is { } policy
        ? this with { Index = other, Policy = policy, PricesSince = other.RankingAt(PricesSince).Since }
        : null;

    /// <summary>A pool in this direction, by the order that ranks candidates.</summary>
    public int[] Order(int[] pool)
    {
        var request = Typical();
        var rows = Index.RankingAt(PricesSince).Rows;
        var health = new HealthRow(HealthState.Unknown);
        var keys = new RankKey[pool.Length];
        for (var i = 0; i < pool.Length; i++)
        {
            ref readonly var row = ref rows[pool[i]];
            var points = Scoring.Of(pool[i], in row, health, in request, Level);
            keys[i] = new(Policy.Score(in points), points.ExpectedCost, in row, i);
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => pool[key.Entrant]);
    }

    private RankedRequest Typical()
    {
        var (input, output) = RequestShapes.TokensOf(Shape);
        var asked = new DecisionInput
        {
            Index = Index,
            SupportedProfiles = NameSet.Empty,
            Time = PricesSince,
            Features = new() { EstimatedInputTokens = input },
        };
        return new(asked, output, QualityNeeds.Only(Work));
    }
}
