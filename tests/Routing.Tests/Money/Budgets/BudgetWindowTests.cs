using System.Globalization;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class BudgetWindowTests
{
    [Theory]
    [InlineData(BudgetPeriod.Minute, "2026-11-28T09:02:29Z", "2026-11-28T09:02:00Z", "2026-11-28T09:03:00Z")]
    [InlineData(BudgetPeriod.Minute, "2026-12-31T23:59:59.9999999Z", "2026-12-31T23:59:00Z", "2027-01-01T00:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2026-11-28T00:00:00Z", "2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2026-11-28T23:30:00-02:00", "2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-29T23:59:59Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2027-01-01T12:00:00Z", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    public void Periods_are_cut_in_utc(BudgetPeriod period, string at, string start, string end)
    {
        var window = BudgetWindow.Of(period, Moment(at));

        Assert.Equal(Moment(start), window.Start);
        Assert.Equal(Moment(end), window.End);
        Assert.True(window.Contains(Moment(at)));
        Assert.False(window.Contains(Moment(end)));
        Assert.Equal(window, BudgetWindow.Of(period, window.Start));
    }

    [Fact]
    public void A_total_has_one_window_for_ever()
    {
        var window = BudgetWindow.Of(BudgetPeriod.Total, Moment("2026-11-28T09:00:00Z"));

        Assert.Null(window.End);
        Assert.Equal(window, BudgetWindow.Of(BudgetPeriod.Total, Moment("2099-01-01T00:00:00Z")));
    }

    [Fact]
    public void Windows_follow_each_other_without_gap_or_overlap()
    {
        foreach (var period in Enum.GetValues<BudgetPeriod>().Except([BudgetPeriod.Total]))
        {
            var window = BudgetWindow.Of(period, Moment("2026-01-01T00:00:00Z"));
            for (var i = 0; i < 500; i++)
            {
                var next = BudgetWindow.Of(period, window.End!.Value);
                Assert.Equal(window.End, next.Start);
                Assert.Equal(window, BudgetWindow.Of(period, window.End.Value.AddTicks(-1)));
                window = next;
            }
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
