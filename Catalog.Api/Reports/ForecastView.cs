namespace Catalog.Api.Reports;

/// <summary>What the current period will have cost at its end.</summary>
internal sealed record ForecastView
{
    /// <summary>How the figures are found.</summary>
    public const string Method =
        "Spent so far, and for the time left the mean of the last full days (28 at most, from the first with calls on). "
        + "Low and high are 1.645 standard deviations of a day times the square root of the days left away from it.";

    /// <summary>day, week or month, in UTC; weeks begin on Monday.</summary>
    public required string Period { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Spent so far in dollars, exact.</summary>
    public required string SpentUsd { get; init; }

    /// <summary>The forecast, in dollars to the billionth.</summary>
    public required string ExpectedUsd { get; init; }

    /// <summary>Lower end of the range in which nine in ten periods end.</summary>
    public required string LowUsd { get; init; }

    /// <summary>Upper end of the range.</summary>
    public required string HighUsd { get; init; }

    /// <summary>Mean of a full day.</summary>
    public required string MeanDayUsd { get; init; }

    /// <summary>How many full days the mean rests on.</summary>
    public required int Days { get; init; }

    /// <summary>How the figures are found.</summary>
    public required string How { get; init; }

    public static ForecastView Of(string period, UsageQuery query, Forecast forecast) => new()
    {
        Period = period,
        From = query.From,
        To = query.To,
        SpentUsd = Money.Dollars(forecast.SpentNanos),
        ExpectedUsd = Money.Dollars(forecast.ExpectedNanos),
        LowUsd = Money.Dollars(forecast.LowNanos),
        HighUsd = Money.Dollars(forecast.HighNanos),
        MeanDayUsd = Money.Dollars(forecast.MeanDayNanos),
        Days = forecast.Days,
        How = Method,
    };
}
