using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>How one measure of a step counts: its weight, and the curve that turns it into a score.</summary>
/// <param name="Weight">From 0 (not at all) to 1,000; only the proportions among the measures that are known matter.</param>
/// <param name="Curve">Points by rising value; between two of them the score runs straight, beyond the ends it stays. Never empty.</param>
public sealed record Measure(int Weight, ImmutableArray<CurvePoint> Curve)
{
    /// <summary>The score of a value.</summary>
    /// <returns>0 to 10,000 thousandths.</returns>
    public int ScoreMillis(long value)
    {
        var upper = 0;
        while (upper < Curve.Length && Curve[upper].Value < value)
        {
            upper++;
        }

        if (upper == 0)
        {
            return Curve[0].ScoreMillis;
        }

        if (upper == Curve.Length)
        {
            return Curve[^1].ScoreMillis;
        }

        var (from, to) = (Curve[upper - 1], Curve[upper]);
        return (int)(from.ScoreMillis + ((value - from.Value) * (to.ScoreMillis - from.ScoreMillis) / (to.Value - from.Value)));
    }

    /// <summary>By weight and by every point.</summary>
    public bool Equals(Measure? other) => other is not null && Weight == other.Weight && Curve.AsSpan().SequenceEqual(other.Curve.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weight, Curve.Length, Curve[^1]);
}
