using Routing.Decisions;
using Routing.Experiments;
using static System.FormattableString;

namespace Routing.Explaining;

/// <summary>Says how a request came into its variant.</summary>
internal static class ExperimentReasons
{
    public static string? Of(DecisionInput input, Decision decision)
    {
        if (decision.Experiment is not { } part || input.Experiment is not { } bucket || input.Index.Experiment(part.Experiment) is not { } experiment)
        {
            return null;
        }

        var (share, place) = Math.DivRem(bucket.Number, Experiment.Whole);
        var variant = experiment.VariantAt(bucket.Number)!;
        var first = experiment.FirstBucketOf(variant);
        return Invariant($"the {Drawn(experiment.Unit, part.Unit)} drew {share} of {Experiment.Whole}, below the share of {experiment.ShareMillis}, ")
            + Invariant($"and place {place}, where {variant.Name} has {first} to {first + variant.WeightMillis - 1}; {Changes(variant, part)}");
    }

    private static string Drawn(ExperimentUnit wanted, ExperimentUnit had) =>
        wanted == had ? ExperimentUnits.NameOf(had) : $"{ExperimentUnits.NameOf(had)}, which names no {ExperimentUnits.NameOf(wanted)},";

    private static string Changes(Variant variant, Participation part) => variant.ChangesNothing
        ? "it changes nothing"
        : $"it {(part.SetAside ? "could not serve with" : "sets")} {string.Join(", ", Settings(variant))}";

    private static IEnumerable<string> Settings(Variant variant)
    {
        const decimal Whole = Experiment.Whole;
        return new[]
        {
            variant.Selector is { } selector ? $"selector {selector}" : null,
            variant.Policy is { } policy ? $"policy {policy}" : null,
            variant.BalancedFromMillis is { } balanced ? Invariant($"balanced from {balanced / Whole}") : null,
            variant.PowerfulAboveMillis is { } powerful ? Invariant($"powerful above {powerful / Whole}") : null,
        }.OfType<string>();
    }
}
