using System.Text.Json;
using Routing.Experiments;
using Routing.Experiments.Judging;

namespace Catalog.Api.Experiments;

/// <summary>What became of an experiment, as REST shows it.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended, else now.</param>
/// <param name="Unit">What was drawn.</param>
/// <param name="Variants">Each variant, the control first.</param>
/// <param name="Comparisons">Each other variant beside the control, by every measure.</param>
/// <param name="Says">The same in sentences, with what speaks against trusting them first.</param>
internal sealed record ResultsView(
    string Experiment,
    string State,
    DateTimeOffset From,
    DateTimeOffset To,
    string Unit,
    IReadOnlyList<VariantView> Variants,
    IReadOnlyList<ComparisonView> Comparisons,
    IReadOnlyList<string> Says)
{
    public static ResultsView Of(ExperimentRow row, DateTimeOffset to, IReadOnlyDictionary<string, VariantFigures> figures)
    {
        var variants = row.ToDomain().Variants;
        var seen = variants.Select(variant => figures.GetValueOrDefault(variant.Name) ?? new() { Variant = variant.Name }).ToArray();
        var findings = seen[1..]
            .SelectMany(variant => Enum.GetValues<Measure>().Select(measure =>
                (variant.Variant, Finding: Finding.Of(measure, variant.Of(measure), seen[0].Of(measure), seen.Length - 1))))
            .ToArray();
        return new(
            row.Name,
            row.State,
            row.StartedAt!.Value,
            to,
            row.Unit,
            [.. variants.Zip(seen, VariantView.Of)],
            [.. findings.Select(found => ComparisonView.Of(found.Variant, seen[0].Variant, found.Finding))],
            [.. Warnings(variants.Zip(seen, (variant, figure) => (variant.WeightMillis, figure.Units)).ToArray(), Plural(row.Unit)),
                .. findings.Select(found => Statement.Of(found.Finding, found.Variant, seen[0].Variant, Plural(row.Unit)))]);
    }

    private static IEnumerable<string> Warnings((int WeightMillis, long Units)[] shares, string units) => ShareCheck.IsOff(shares)
        ? [$"Do not trust what follows: the {units} did not fall into the variants as the weights say, which chance would do less than once in a thousand times."]
        : [];

    private static string Plural(string unit) => unit.Replace('_', ' ') + "s";
}

/// <summary>One variant. Money is US dollars; rates and quality run from 0 to 1; what is not known is left out.</summary>
internal sealed record VariantView(
    string Name,
    decimal Weight,
    long Units,
    long Calls,
    long Served,
    long Failed,
    long Refused,
    long Aborted,
    long SetAside,
    double? SuccessRate,
    double? CostUsd,
    double? CostPerCallUsd,
    long UnpricedCalls,
    double? LatencyMs,
    double? LatencyP50Ms,
    double? LatencyP95Ms,
    long Verdicts,
    double? Quality,
    double? Rating)
{
    public static VariantView Of(Variant variant, VariantFigures seen) => new(
        variant.Name,
        variant.WeightMillis / 1_000m,
        seen.Units,
        seen.Calls,
        seen.Served,
        seen.Failed,
        seen.Refused,
        seen.Aborted,
        seen.SetAside,
        Mean(seen.Success),
        seen.Cost.Base > 0 ? seen.Cost.Yield : null,
        Mean(seen.Cost),
        seen.Calls - (long)seen.Cost.Base,
        Mean(seen.Latency),
        seen.LatencyQuantiles?[0],
        seen.LatencyQuantiles?[1],
        seen.Verdicts,
        Mean(seen.Quality),
        seen.Ratings > 0 ? seen.RatingSum / seen.Ratings : null);

    private static double? Mean(RatioSums sums) => sums.Base > 0 ? sums.Mean : null;
}

/// <summary>One measure of a variant beside the control. Bounds are left out where there are too few units.</summary>
internal sealed record ComparisonView(
    string Measure, string Variant, string Control, double? Value, double? ControlValue, double? Difference, double? Lower, double? Upper, bool? IsShown)
{
    public static ComparisonView Of(string variant, string control, Finding finding) => new(
        JsonNamingPolicy.SnakeCaseLower.ConvertName(finding.Measure.ToString()),
        variant,
        control,
        finding.Variant,
        finding.Control,
        finding.Interval?.Difference,
        finding.Interval?.Lower,
        finding.Interval?.Upper,
        finding.Interval is { } interval ? !interval.HasZero : null);
}
