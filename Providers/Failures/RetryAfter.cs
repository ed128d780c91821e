using System.Globalization;

namespace Providers.Failures;

/// <summary>Reads how long a provider asks to wait.</summary>
public static class RetryAfter
{
    /// <summary>Longest wait believed; a provider that says more means "not today".</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads <c>retry-after-ms</c>, which wins, or <c>retry-after</c> as seconds (fractions allowed) or an HTTP date.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time against which a date is measured.</param>
    /// <returns>
    /// At most <see cref="Longest"/>; null when nothing readable is given, and for no wait at all (0, a date in the past): that says no
    /// more than silence does, and must neither have a key asked again without a pause nor keep a circuit closed.
    /// </returns>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        var headers = response.Headers.NonValidated;
        if (headers.TryGetValues("retry-after-ms", out var millis) && Number(millis.ToString()) is { } ms)
        {
            return Bound(ms / 1000);
        }

        if (!headers.TryGetValues("retry-after", out var values))
        {
            return null;
        }

        var text = values.ToString();
        return Number(text) is { } seconds ? Bound(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? Bound((date - now).TotalSeconds)
            : null;
    }

    /// <summary>Reads a duration as Google writes it: <c>34.07s</c>.</summary>
    internal static TimeSpan? ReadDuration(string? text) =>
        text is { Length: > 1 } && text[^1] == 's' && Number(text[..^1]) is { } seconds ? Bound(seconds) : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : null;

    private static TimeSpan? Bound(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : null;
}
