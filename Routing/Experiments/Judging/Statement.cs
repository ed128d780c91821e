using System.Globalization;
using static System.FormattableString;

namespace Routing.Experiments.Judging;

/// <summary>Says what was found, in a sentence that claims no more than it may.</summary>
public static class Statement
{
    /// <summary>The sentence.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="control">What it is compared with.</param>
    /// <param name="units">What was drawn, in the plural, such as <c>sessions</c>.</param>
    public static string Of(Finding finding, string variant, string control, string units)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding is not { Variant: { } one, Control: { } other })
        {
            return $"{Noun(finding.Measure)}: nothing is known yet of {(finding.Variant is null ? variant : control)}.";
        }

        var seen = $"{Noun(finding.Measure)}: {variant} {Figure(finding.Measure, one)}, {control} {Figure(finding.Measure, other)}";
        if (finding.Interval is not { } interval)
        {
            return Invariant($"{seen}; too few {units} to tell, {Finding.FewestUnits} of each at least.");
        }

        var range = $"between {Signed(finding.Measure, interval.Lower)} and {Signed(finding.Measure, interval.Upper)} with 95 % confidence";
        return interval.HasZero
            ? $"{seen}; the difference lies {range}, so that none is shown."
            : $"{seen}; {variant} {(interval.Lower > 0 ? Higher(finding.Measure) : Lower(finding.Measure))}: the difference lies {range}.";
    }

    private static string Noun(Measure measure) => measure switch
    {
        Measure.Success => "Success",
        Measure.Cost => "Cost a call",
        Measure.Latency => "Latency",
        _ => "Quality by feedback",
    };

    private static string Higher(Measure measure) => measure switch
    {
        Measure.Success => "succeeds more often",
        Measure.Cost => "is dearer",
        Measure.Latency => "is slower",
        _ => "is liked better",
    };

    private static string Lower(Measure measure) => measure switch
    {
        Measure.Success => "succeeds less often",
        Measure.Cost => "is cheaper",
        Measure.Latency => "is faster",
        _ => "is liked less",
    };

    private static string Signed(Measure measure, double value) => (value < 0 ? "-" : "+") + Figure(measure, Math.Abs(value), difference: true);

    private static string Figure(Measure measure, double value, bool difference = false) => measure switch
    {
        Measure.Success => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} {(difference ? "points" : "%")}"),
        Measure.Cost => "$" + value.ToString(value >= 1 ? "0.00" : "0.########", CultureInfo.InvariantCulture),
        Measure.Latency => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} ms"),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
