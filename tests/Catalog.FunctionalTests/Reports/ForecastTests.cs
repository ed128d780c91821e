using Catalog.Api.Reports;

namespace Catalog.FunctionalTests.Reports;

public sealed class ForecastTests
{
    private const decimal Dollar = 1_000_000_000m;

    [Fact]
    public void Equal_days_leave_no_doubt()
    {
        var forecast = Forecast.Of(10 * Dollar, [.. Enumerable.Repeat(2 * Dollar, 28)], TimeSpan.FromDays(5))!;

        Assert.Equal((20 * Dollar, 20 * Dollar, 20 * Dollar), (forecast.ExpectedNanos, forecast.LowNanos, forecast.HighNanos));
    }

    [Fact]
    public void The_range_is_as_wide_as_the_method_says()
    {
        // Days of 1 and 3 dollars: mean 2, sample variance 4/3 over four days; nine days left.
        var forecast = Forecast.Of(100 * Dollar, [Dollar, 3 * Dollar, Dollar, 3 * Dollar], TimeSpan.FromDays(9))!;

        Assert.Equal(118 * Dollar, forecast.ExpectedNanos);
        var spread = 1.645 * Math.Sqrt(4d / 3 * 9);
        Assert.Equal(118 + spread, (double)(forecast.HighNanos / Dollar), 6);
        Assert.Equal(118 - spread, (double)(forecast.LowNanos / Dollar), 6);
    }

    [Fact]
    public void What_is_spent_is_spent()
    {
        var forecast = Forecast.Of(5 * Dollar, [0, 0, 0, 100 * Dollar], TimeSpan.FromHours(1))!;

        Assert.Equal(5 * Dollar, forecast.LowNanos);
    }

    [Fact]
    public void One_day_is_no_basis() => Assert.Null(Forecast.Of(Dollar, [Dollar], TimeSpan.FromDays(1)));

    [Theory]
    [InlineData("day", "2026-05-20", "2026-05-21")]
    [InlineData("week", "2026-05-18", "2026-05-25")]
    [InlineData("month", "2026-05-01", "2026-06-01")]
    public void Periods_are_those_of_the_calendar_in_utc(string period, string from, string to)
    {
        var (begins, ends) = ForecastReport.Current(period, new(2026, 5, 20, 23, 59, 59, TimeSpan.Zero));

        Assert.Equal((from, to), ($"{begins:yyyy-MM-dd}", $"{ends:yyyy-MM-dd}"));
    }
}
