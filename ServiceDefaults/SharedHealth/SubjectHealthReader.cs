using System.Globalization;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>Turns a state's decayed sums into a score as of now.</summary>
internal static class SubjectHealthReader
{
    // Below this the last failure is so long ago that it explains nothing of the score.
    private const double FadedFailures = 0.05;

    public static SubjectHealth? Read(HealthSubject subject, HashEntry[] entries, DateTimeOffset now, TimeSpan halfLife)
    {
        var fields = entries.ToDictionary(entry => (string)entry.Name!, entry => (string)entry.Value!, StringComparer.Ordinal);
        if (Time(fields, "at") is not { } at || Time(fields, "observed") is not { } observed)
        {
            return null;
        }

        var decay = Math.Min(1, Math.Pow(2, (at - now) / halfLife));
        var succeeded = Number(fields, "ok") * decay;
        var failed = Number(fields, "failed") * decay;
        return new()
        {
            Subject = subject,
            Score = (int)Math.Round(100 * (succeeded + 1) / (succeeded + failed + 1)),
            Samples = succeeded + failed,
            // Both sums faded alike, so that their ratio is what it was.
            Latency = Mean(fields, "latency", "ok"),
            FirstContent = Mean(fields, "first", "begun"),
            Cause = failed > FadedFailures ? fields.GetValueOrDefault("cause") : null,
            CoolingUntil = Time(fields, "cooling") is { } until && until > now ? until : null,
            ObservedAt = observed,
            NextProbe = Time(fields, "next_probe"),
        };
    }

    private static TimeSpan? Mean(Dictionary<string, string> fields, string sum, string count) =>
        Number(fields, count) is > 0 and var samples ? TimeSpan.FromMilliseconds(Number(fields, sum) / samples) : null;

    private static double Number(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static DateTimeOffset? Time(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text)
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture))
            : null;
}
