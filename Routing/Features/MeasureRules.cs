namespace Routing.Features;

/// <summary>What a measure must be to count, the same wherever operators write one.</summary>
public static class MeasureRules
{
    /// <summary>The greatest weight.</summary>
    public const int HighestWeight = 1_000;

    /// <summary>The greatest value a point may have; scores are worked out without overflow up to it.</summary>
    public const long LargestValue = 1_000_000_000_000;

    /// <summary>What a table is told in which nothing counts.</summary>
    public const string NoWeight = "needs one weight above 0 at least";

    private const int MostPoints = 64;

    /// <summary>Everything that is wrong with a measure, with the field that is at fault: <c>weight</c>, <c>curve</c>, <c>curve[1].score</c>.</summary>
    public static IEnumerable<(string Field, string Fault)> Faults(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Weight is < 0 or > HighestWeight)
        {
            yield return ("weight", "must be a whole number from 0 to 1000");
        }

        if (measure.Curve.Length is 0 or > MostPoints)
        {
            yield return ("curve", "must have 1 to 64 points");
        }

        for (var i = 0; i < measure.Curve.Length; i++)
        {
            var (value, score) = measure.Curve[i];
            var before = i == 0 ? new CurvePoint(-1, 0) : measure.Curve[i - 1];
            if (value is < 0 or > LargestValue)
            {
                yield return ($"curve[{i}].value", "must be a whole number from 0 to 1000000000000");
            }
            else if (value <= before.Value)
            {
                yield return ($"curve[{i}].value", "must be greater than at the point before");
            }

            if (score is < 0 or > Score.Highest)
            {
                yield return ($"curve[{i}].score", "must lie between 0 and 10");
            }
            else if (score < before.ScoreMillis)
            {
                yield return ($"curve[{i}].score", "must not be lower than at the point before");
            }
        }
    }
}
