using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>How one measure of a step counts: its weight, and the curve that turns it into a score.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Weight">Share among the measures that are known, in thousandths.</param>
/// <param name="Curve">Points by rising value; between two of them the score runs straight, beyond the ends it stays.</param>
public sealed record Measure(string Name, int Weight, ImmutableArray<CurvePoint> Curve)
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
}
