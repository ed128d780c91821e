using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Experiments;

/// <summary>What a variant makes of the requests that fall in it.</summary>
internal static class Variation
{
    /// <summary>The variant that a bucket leads to; null when the catalog knows none.</summary>
    public static Variant? Of(CatalogIndex index, ExperimentBucket bucket) => index.Experiment(bucket.Experiment)?.VariantAt(bucket.Number);

    /// <summary>Decides as the variant has it. One that cannot serve fails no request: it is set aside.</summary>
    /// <param name="input">What was asked.</param>
    /// <param name="part">The part of the request.</param>
    /// <param name="most">Most candidates to list.</param>
    public static RoutingOutcome Decide(DecisionInput input, Participation part, int most)
    {
        var outcome = Try(input, part, most);
        return outcome is RoutingOutcome.Refused
            ? RoutingPipeline.Decide(input, input with { Experiment = null }, part with { SetAside = true }, most)
            : outcome;
    }

    /// <summary>The same, without a way out.</summary>
    public static RoutingOutcome Try(DecisionInput input, Participation part, int most) => RoutingPipeline.Decide(input, Apply(input), part, most);

    /// <summary>The input as its variant has it.</summary>
    public static DecisionInput Apply(DecisionInput input) => input.Experiment is { } bucket && Of(input.Index, bucket) is { } variant
        ? input with
        {
            Selector = variant.Selector ?? input.Selector,
            Hints = variant.Policy is { } policy ? input.Hints with { Policy = policy } : input.Hints,
        }
        : input;

    /// <summary>The rules as the variant of a bucket has them.</summary>
    public static RoutingRules RulesOf(CatalogIndex index, ExperimentBucket bucket)
    {
        var rules = index.Snapshot.Rules;
        return Of(index, bucket) is { } variant
            ? rules with
            {
                BalancedFromMillis = variant.BalancedFromMillis ?? rules.BalancedFromMillis,
                PowerfulAboveMillis = variant.PowerfulAboveMillis ?? rules.PowerfulAboveMillis,
            }
            : rules;
    }
}
