namespace Catalog.Api.Reports;

/// <summary>
/// What a period will have cost at its end. Method: what is spent so far, and for the time that is left the mean of the last 28
/// full days. The range is ± 1.645 sample standard deviations of a day, times the square root of the days left: nine in ten
/// periods end within it if days are independent and alike.
/// </summary>
/// <param name="SpentNanos">Spent so far.</param>
/// <param name="ExpectedNanos">The forecast.</param>
/// <param name="LowNanos">Lower end of the range; never below what is spent.</param>
/// <param name="HighNanos">Upper end of the range.</param>
/// <param name="MeanDayNanos">Mean of a full day.</param>
/// <param name="Days">How many full days it rests on.</param>
internal sealed record Forecast(decimal SpentNanos, decimal ExpectedNanos, decimal LowNanos, decimal HighNanos, decimal MeanDayNanos, int Days)
{
    /// <summary>How many full days a forecast rests on at most.</summary>
    public const int MostDays = 28;

    // Nine in ten, of a normal distribution.
    private const decimal Width = 1.645m;

    /// <returns>Null when fewer than two full days are known: a spread needs two.</returns>
    /// <param name="spentNanos">Spent so far in the period.</param>
    /// <param name="days">The full days before today, from the first with calls on; those without calls are 0.</param>
    /// <param name="left">Time left until the period ends.</param>
    public static Forecast? Of(decimal spentNanos, IReadOnlyCollection<decimal> days, TimeSpan left)
    {
        if (days.Count < 2)
        {
            return null;
        }

        var mean = days.Sum() / days.Count;
        var variance = days.Sum(day => (day - mean) * (day - mean)) / (days.Count - 1);
        var daysLeft = Math.Max(0, (decimal)left.Ticks / TimeSpan.TicksPerDay);
        var expected = spentNanos + (mean * daysLeft);
        var spread = Width * Root(variance * daysLeft);
        return new(
            spentNanos,
            decimal.Round(expected),
            decimal.Round(Math.Max(spentNanos, expected - spread)),
            decimal.Round(expected + spread),
            decimal.Round(mean),
            days.Count);
    }

    // Newton's method, from above: each step is nearer until no step is.
    private static decimal Root(decimal square)
    {
        if (square <= 0)
        {
            return 0;
        }

        var root = Math.Max(square, 1);
        while ((root + (square / root)) / 2 is var nearer && nearer < root)
        {
            root = nearer;
        }

        return root;
    }
}
