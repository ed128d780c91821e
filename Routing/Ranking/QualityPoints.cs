using System.Numerics;
using System.Runtime.CompilerServices;

namespace Routing.Ranking;

/// <summary>Points for how well a model does what a request asks for: the mean of its ratings, weighted by how clearly each is asked for.</summary>
internal static class QualityPoints
{
    /// <summary>For a model nobody has rated.</summary>
    public const int Unknown = 500;

    /// <param name="ratings">Of the model.</param>
    /// <param name="needs">What is asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(in RatingPoints ratings, in QualityNeeds needs)
    {
        var sum = 0;
        for (var left = needs.Asked; left != 0; left &= left - 1)
        {
            var kind = BitOperations.TrailingZeroCount(left);
            sum += needs[kind] * ratings[kind];
        }

        return needs.Mean(sum);
    }
}
