using System.Runtime.CompilerServices;

namespace Routing.Ranking;

/// <summary>Points of a model for each kind of work, by its place in <see cref="Profiles.RatedCapability"/>.</summary>
[InlineArray(QualityNeeds.Kinds)]
internal struct RatingPoints
{
    private short _first;

    /// <summary>Of a model that nobody has rated.</summary>
    public static RatingPoints Unrated
    {
        get
        {
            var points = default(RatingPoints);
            ((Span<short>)points).Fill(QualityPoints.Unknown);
            return points;
        }
    }
}
