using System.Globalization;

namespace Routing.Decisions;

/// <summary>Thousandths as people read them, as in 7.733, 6.5 and 3.0.</summary>
internal static class Thousandths
{
    public static string Text(int millis)
    {
        if (millis < 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{millis / 1_000m:0.0##}");
        }

        // Every decision by complexity says how complex, and decimals take ten times as long.
        var (whole, part) = Math.DivRem(millis, 1_000);
        return part % 100 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{whole}.{part / 100}")
            : part % 10 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{whole}.{part / 10:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole}.{part:D3}");
    }
}
