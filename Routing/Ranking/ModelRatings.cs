using System.Runtime.CompilerServices;
using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>How good a model is at each kind of work, with no gap left: what nobody rated counts as talk, which stands for a model in general.</summary>
internal sealed class ModelRatings
{
    private Kinds _points;

    private ModelRatings(ReadOnlySpan<int> known)
    {
        General = InGeneral(known);
        for (var i = 0; i < known.Length; i++)
        {
            _points[i] = known[i] >= 0 ? known[i] : General;
        }
    }

    /// <summary>Points for talk; where it was never rated, the mean of what was.</summary>
    public int General { get; }

    /// <summary>Points at a kind of work by its place in <see cref="RatedCapability"/>.</summary>
    public int this[int kind] => _points[kind];

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

    [InlineArray(QualityNeeds.Kinds)]
    private struct Kinds
    {
        private int _first;
    }
}
