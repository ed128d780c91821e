namespace Routing.Experiments.Judging;

/// <summary>How many standard errors an interval reaches to both sides, so that all those of an experiment together hold with 95 % confidence.</summary>
public static class Quantiles
{
    // Of the normal distribution at 1 - 0.05 / (2 m), for m comparisons (Bonferroni).
    private static readonly double[] Normals = [1.959964, 2.241403, 2.393980, 2.497705, 2.575829, 2.638257, 2.690110];

    /// <summary>Of the normal distribution, where so many variants are compared with the control that each must be surer by itself.</summary>
    /// <param name="comparisons">From 1 to 7.</param>
    public static double Normal(int comparisons) => Normals[comparisons - 1];

    /// <summary>
    /// Of Student's distribution, from the normal one: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5. Off by
    /// less than a thousandth from five degrees of freedom on.
    /// </summary>
    /// <param name="normal">The quantile of the normal distribution.</param>
    /// <param name="freedom">Degrees of freedom, from 1.</param>
    public static double Student(double normal, double freedom)
    {
        var square = normal * normal;
        var first = normal * (square + 1) / 4;
        var second = normal * ((((5 * square) + 16) * square) + 3) / 96;
        var third = normal * ((((((3 * square) + 19) * square) + 17) * square) - 15) / 384;
        var fourth = normal * ((((((((79 * square) + 776) * square) + 1_482) * square) - 1_920) * square) - 945) / 92_160;
        return normal + ((first + ((second + ((third + (fourth / freedom)) / freedom)) / freedom)) / freedom);
    }
}
