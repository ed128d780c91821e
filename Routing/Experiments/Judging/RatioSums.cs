namespace Routing.Experiments.Judging;

/// <summary>
/// What was seen of one variant, as sums over its units: of how much there was (calls) and of what came of it (successes, dollars). Calls of
/// one unit are alike, so that the units, not the calls, say how sure the mean is.
/// </summary>
/// <param name="Units">Units that had any.</param>
/// <param name="Base">Sum of the bases, such as calls.</param>
/// <param name="Yield">Sum of what came of them.</param>
/// <param name="BaseSquares">Sum of the squared bases.</param>
/// <param name="YieldSquares">Sum of the squared yields.</param>
/// <param name="Products">Sum of the products of both.</param>
public readonly record struct RatioSums(long Units, double Base, double Yield, double BaseSquares, double YieldSquares, double Products)
{
    /// <summary>What came of one on average; NaN where there was none.</summary>
    public double Mean => Yield / Base;

    /// <summary>
    /// The variance of the mean by linearisation of the ratio (delta method): W. G. Cochran, Sampling Techniques, 3rd ed. 1977, eq. 6.13;
    /// for experiments A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018. Infinite below two units.
    /// </summary>
    public double Variance
    {
        get
        {
            if (Units < 2)
            {
                return double.PositiveInfinity;
            }

            var mean = Mean;
            var residuals = Math.Max(YieldSquares - (2 * mean * Products) + (mean * mean * BaseSquares), 0);
            return residuals / (Base * Base) * Units / (Units - 1);
        }
    }
}
