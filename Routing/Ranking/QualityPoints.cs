using System.Numerics;

namespace Routing.Ranking;

/// <summary>Points for how well a model does what a request asks for: the mean of its ratings, weighted by how clearly each is asked for.</summary>
internal static class QualityPoints
{
    /// <summary>For a model nobody has rated.</summary>
    public const int Unknown = 500;

    /// <param name="ratings">Of the model; null when nobody has rated it.</param>
    /// <param name="needs">What is asked for.</param>
    public static int Of(ModelRatings? ratings, in QualityNeeds needs)
    {
        if (ratings is null)
        {
            return Unknown;
        }

        var sum = needs.Sum / 2;
        for (var left = needs.Asked; left != 0; left &= left - 1)
        {
            var kind = BitOperations.TrailingZeroCount(left);
            sum += needs[kind] * ratings[kind];
        }

        return needs.Sum == 0 ? ratings.General : sum / needs.Sum;
    }
}
