namespace Routing.Money.Budgets;

/// <summary>One period of a budget. A request belongs to the window in which it was decided, however long it takes.</summary>
/// <param name="Start">First moment.</param>
/// <param name="End">First moment after it; null when it never ends.</param>
public readonly record struct BudgetWindow(DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>The window that holds a moment.</summary>
    public static BudgetWindow Of(BudgetPeriod period, DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var day = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        switch (period)
        {
            case BudgetPeriod.Minute:
                var minute = day.AddMinutes(Math.Floor(utc.TimeOfDay.TotalMinutes));
                return new(minute, minute.AddMinutes(1));
            case BudgetPeriod.Day:
                return new(day, day.AddDays(1));
            case BudgetPeriod.Week:
                var monday = day.AddDays(-(((int)utc.DayOfWeek + 6) % 7));
                return new(monday, monday.AddDays(7));
            case BudgetPeriod.Month:
                var first = day.AddDays(1 - utc.Day);
                return new(first, first.AddMonths(1));
            case BudgetPeriod.Total:
                return new(DateTimeOffset.UnixEpoch, null);
            default:
                throw new ArgumentOutOfRangeException(nameof(period), period, null);
        }
    }

    /// <summary>Whether the moment lies in it.</summary>
    public bool Contains(DateTimeOffset at) => at >= Start && (End is null || at < End);
}
