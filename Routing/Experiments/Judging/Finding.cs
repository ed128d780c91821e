namespace Routing.Experiments.Judging;

/// <summary>What one measure says of a variant beside the control.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Variant">The variant's figure; null where there is none.</param>
/// <param name="Control">The control's figure; null where there is none.</param>
/// <param name="Interval">How far apart they are; null where there are too few units to say.</param>
public sealed record Finding(Measure Measure, double? Variant, double? Control, Interval? Interval)
{
    /// <summary>Fewest units of each variant for an interval to hold.</summary>
    public const int FewestUnits = 30;

    /// <summary>Compares a variant with the control.</summary>
    /// <param name="measure">What was measured.</param>
    /// <param name="variant">What was seen of the variant.</param>
    /// <param name="control">What was seen of the control.</param>
    /// <param name="comparisons">How many variants are compared with the control.</param>
    public static Finding Of(Measure measure, in RatioSums variant, in RatioSums control, int comparisons)
    {
        var normal = Quantiles.Normal(comparisons);
        return new(
            measure,
            variant.Base > 0 ? variant.Mean : null,
            control.Base > 0 ? control.Mean : null,
            variant.Units < FewestUnits || control.Units < FewestUnits ? null
                : measure == Measure.Success ? Differences.OfRates(variant, control, normal)
                : Differences.OfMeans(variant, control, normal));
    }
}
