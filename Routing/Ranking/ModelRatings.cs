using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>How good a model is at each kind of work, with no gap left: what nobody rated counts as talk, which stands for a model in general.</summary>
internal sealed class ModelRatings
{
    private ModelRatings(ReadOnlySpan<int> known)
    {
        General = InGeneral(known);
        var points = default(RatingPoints);
        for (var i = 0; i < known.Length; i++)
        {
            points[i] = (short)(known[i] >= 0 ? known[i] : General);
        }

        Points = points;
    }

    /// <summary>Points for talk; where it was never rated, the mean of what was.</summary>
    public int General { get; }

    /// <summary>Points for each kind of work.</summary>
    public RatingPoints Points { get; }

    /// <summary>Fills the gaps.</summary>
    /// <param name="known">Ratings by <see cref="RatedCapability"/>, -1 where there is none; null when there is none at all.</param>
    public static ModelRatings? Of(int[]? known) => known is null ? null : new(known);

    private static int InGeneral(ReadOnlySpan<int> known)
    {
        if (known[(int)RatedCapability.Conversational] is >= 0 and var talk)
        {
            return talk;
        }

        var (sum, count) = (0, 0);
        foreach (var points in known)
        {
            sum += Math.Max(points, 0);
            count += points >= 0 ? 1 : 0;
        }

        return count == 0 ? QualityPoints.Unknown : sum / count;
    }
}
