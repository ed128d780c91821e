using System.Globalization;

namespace Catalog.Api.Reports;

/// <summary>Forecasts the cost of the day, week or month that is under way, in UTC; weeks begin on Monday.</summary>
internal sealed class ForecastReport(UsageReport usage)
{
    public static readonly string[] Periods = ["day", "week", "month"];

    /// <summary>The current period.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Current(string period, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = period switch
        {
            "day" => today,
            "week" => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)),
            _ => today.AddDays(1 - today.Day),
        };
        return (from, period switch { "day" => from.AddDays(1), "week" => from.AddDays(7), _ => from.AddMonths(1) });
    }

    public async Task<Forecast?> RunAsync(UsageQuery period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spent = (await usage.GroupsAsync(period with { GroupBy = [] }, cancellationToken)).Single().Figures.CostNanos;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var history = period with { From = today.AddDays(-Forecast.MostDays), To = today, GroupBy = [ReportDimension.Day] };
        var byDay = (await usage.GroupsAsync(history, cancellationToken)).ToDictionary(
            group => DateOnly.ParseExact(group.Keys[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), group => group.Figures.CostNanos);
        var days = Enumerable.Range(0, Forecast.MostDays)
            .Select(day => DateOnly.FromDateTime(history.From.UtcDateTime).AddDays(day))
            .SkipWhile(day => !byDay.ContainsKey(day))
            .Select(day => byDay.GetValueOrDefault(day))
            .ToArray();
        return Forecast.Of(spent, days, period.To - now);
    }
}
