using System.Globalization;

namespace Routing.Catalog.Files;

/// <summary>Reads moments as files state them; a date means its first second in UTC.</summary>
internal static class Moments
{
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            Utc,
            out moment);
    }
}
