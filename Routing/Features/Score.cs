namespace Routing.Features;

/// <summary>Scores from 0 to 10, kept in whole thousandths so that every machine computes the same.</summary>
public static class Score
{
    /// <summary>The highest score, in thousandths.</summary>
    public const int Highest = 10_000;

    private const int Whole = 1_000;

    /// <summary>Reads a score from 0 to 10; what lies outside is moved to the edge.</summary>
    /// <returns>Thousandths; null when there is no number.</returns>
    public static int? FromTen(double? score) =>
        score is { } given && !double.IsNaN(given)
            ? (int)Math.Round(Math.Clamp(given, 0, 10) * Whole, MidpointRounding.AwayFromZero)
            : null;

    /// <summary>Moves a score in thousandths into the range from 0 to 10,000.</summary>
    public static int Clamp(long millis) => (int)Math.Clamp(millis, 0, Highest);

    /// <summary>The weighted mean of two scores, rounded to the nearest thousandth.</summary>
    /// <param name="first">Has the given share.</param>
    /// <param name="second">Has the rest.</param>
    /// <param name="firstShareMillis">0 to 1,000.</param>
    public static int Weigh(int first, int second, int firstShareMillis) =>
        (int)((((long)first * firstShareMillis) + ((long)second * (Whole - firstShareMillis)) + (Whole / 2)) / Whole);
}
