namespace Routing.Experiments.Judging;

/// <summary>How far apart two variants are, and how sure that is.</summary>
public static class Differences
{
    /// <summary>
    /// The difference of two rates: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
    /// Medicine 17 (1998), method 10, which holds near 0 and 1 where the plain interval does not. Calls of one unit are alike, so the number
    /// of calls is divided by the design effect first: J. N. K. Rao, A. J. Scott, Biometrics 48 (1992).
    /// </summary>
    /// <param name="variant">Successes among calls.</param>
    /// <param name="control">The same of the control.</param>
    /// <param name="normal">How many standard errors to both sides, see <see cref="Quantiles.Normal"/>.</param>
    public static Interval OfRates(in RatioSums variant, in RatioSums control, double normal)
    {
        var (one, other) = (Wilson(variant, normal), Wilson(control, normal));
        var difference = variant.Mean - control.Mean;
        return new(
            difference,
            difference - double.Hypot(variant.Mean - one.Lower, other.Upper - control.Mean),
            difference + double.Hypot(one.Upper - variant.Mean, control.Mean - other.Lower));
    }

    /// <summary>
    /// The difference of two means of amounts, such as cost per call: B. L. Welch, "The generalization of 'Student's' problem", Biometrika 34
    /// (1947), over the variances between units.
    /// </summary>
    /// <param name="variant">Amounts among calls.</param>
    /// <param name="control">The same of the control.</param>
    /// <param name="normal">How many standard errors to both sides, see <see cref="Quantiles.Normal"/>.</param>
    public static Interval OfMeans(in RatioSums variant, in RatioSums control, double normal)
    {
        var (one, other) = (variant.Variance, control.Variance);
        var both = one + other;
        var difference = variant.Mean - control.Mean;
        if (both == 0)
        {
            return new(difference, difference, difference);
        }

        var freedom = both * both / ((one * one / (variant.Units - 1)) + (other * other / (control.Units - 1)));
        var reach = Quantiles.Student(normal, freedom) * Math.Sqrt(both);
        return new(difference, difference - reach, difference + reach);
    }

    // E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    private static (double Lower, double Upper) Wilson(in RatioSums sums, double normal)
    {
        var (rate, size, square) = (sums.Mean, EffectiveSize(sums), normal * normal);
        var middle = (rate + (square / (2 * size))) / (1 + (square / size));
        var reach = normal / (1 + (square / size)) * Math.Sqrt((rate * (1 - rate) / size) + (square / (4 * size * size)));
        return (middle - reach, middle + reach);
    }

    // Of independent calls it is their number. Where nothing varies nobody knows how alike the calls of a unit are: then only the units count.
    private static double EffectiveSize(in RatioSums sums)
    {
        var variance = sums.Variance;
        return variance > 0 ? Math.Min(sums.Base, (sums.Mean * (1 - sums.Mean) / variance) + 1) : sums.Units;
    }
}
