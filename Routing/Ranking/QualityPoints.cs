using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>Points for how well a model does what a request asks for: the mean of its ratings, weighted by how clearly each is asked for.</summary>
/// <remarks>A kind of work at which it was never rated counts as talk, which stands for a model in general; then as its mean elsewhere.</remarks>
internal static class QualityPoints
{
    /// <summary>For a model nobody has rated.</summary>
    public const int Unknown = 500;

    /// <param name="qualities">Ratings by <see cref="RatedCapability"/>, -1 where there is none; null when there is none at all.</param>
    /// <param name="needs">What is asked for.</param>
    public static int Of(int[]? qualities, in QualityNeeds needs)
    {
        if (qualities is null)
        {
            return Unknown;
        }

        var general = General(qualities);
        long sum = 0;
        long weights = 0;
        for (var i = 0; i < qualities.Length; i++)
        {
            if (needs[i] is > 0 and var weight)
            {
                sum += (long)weight * (qualities[i] >= 0 ? qualities[i] : general);
                weights += weight;
            }
        }

        return weights == 0 ? general : (int)((sum + (weights / 2)) / weights);
    }

    private static int General(int[] qualities)
    {
        if (qualities[(int)RatedCapability.Conversational] is >= 0 and var talk)
        {
            return talk;
        }

        var sum = 0;
        var known = 0;
        foreach (var quality in qualities)
        {
            sum += Math.Max(quality, 0);
            known += quality >= 0 ? 1 : 0;
        }

        return known == 0 ? Unknown : sum / known;
    }
}
