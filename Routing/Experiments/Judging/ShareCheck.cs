namespace Routing.Experiments.Judging;

/// <summary>
/// Whether units fell into variants as the weights say. Where they did not, something lost some of them, and no comparison can be trusted:
/// A. Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD 2019.
/// </summary>
public static class ShareCheck
{
    // The normal quantile that chance exceeds once in a thousand.
    private const double Unlikely = 3.0902;
    private const int FewestExpected = 5;

    /// <summary>Whether chance alone would do that less than once in a thousand times.</summary>
    /// <param name="variants">The weight of each variant, and its units.</param>
    public static bool IsOff(IReadOnlyCollection<(int WeightMillis, long Units)> variants)
    {
        ArgumentNullException.ThrowIfNull(variants);
        var units = variants.Sum(static variant => variant.Units);
        if (variants.Count < 2 || variants.Any(variant => units * variant.WeightMillis < FewestExpected * Experiment.Whole))
        {
            return false;
        }

        var squared = 0.0;
        foreach (var (weight, seen) in variants)
        {
            var expected = (double)units * weight / Experiment.Whole;
            squared += (seen - expected) * (seen - expected) / expected;
        }

        // Chi-squared as a normal variable: E. B. Wilson, M. M. Hilferty, Proceedings of the National Academy of Sciences 17 (1931).
        var freedom = variants.Count - 1;
        var ninth = 2.0 / (9 * freedom);
        return (Math.Cbrt(squared / freedom) - (1 - ninth)) / Math.Sqrt(ninth) > Unlikely;
    }
}
