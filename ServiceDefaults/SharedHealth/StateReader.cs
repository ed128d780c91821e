using System.Collections.Immutable;
using System.Globalization;
using Routing.Health;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>Turns a state as Redis holds it into a record.</summary>
internal static class StateReader
{
    private static readonly int Windows = OutcomeSums.HalfLives.Length;

    /// <returns>Null when there is none.</returns>
    public static SubjectRecord? Read(HealthSubject subject, HashEntry[] entries)
    {
        var fields = entries.ToDictionary(static entry => (string)entry.Name!, static entry => (string)entry.Value!, StringComparer.Ordinal);
        if (Time(fields, "at") is not { } at || Time(fields, "observed") is not { } observed)
        {
            return null;
        }

        var sums = Numbers(fields, "sums", (2 * Windows) + 3);
        var series = Numbers(fields, "series", 4);
        return new()
        {
            Subject = subject,
            At = at,
            Since = Time(fields, "since"),
            Sums = [.. Enumerable.Range(0, Windows).Select(window => new OutcomeSums(sums[2 * window], sums[(2 * window) + 1]))],
            Latency = sums[2 * Windows],
            Begun = sums[(2 * Windows) + 1],
            First = sums[(2 * Windows) + 2],
            Whole = new(series[0], series[1]),
            Opening = new(series[2], series[3]),
            Run = new()
            {
                SucceededAt = Time(fields, "succeeded"),
                FailedAt = [.. (fields.GetValueOrDefault("failures") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Moment)],
            },
            ObservedAt = observed,
            Cause = fields.GetValueOrDefault("cause"),
            CauseAt = Time(fields, "cause_at"),
            CoolingUntil = Time(fields, "cooling"),
            ProbedAt = Time(fields, "probed"),
            NextProbe = Time(fields, "next_probe"),
            Slow = fields.GetValueOrDefault("slow"),
            Circuit = Circuit(fields),
        };
    }

    private static Circuit Circuit(Dictionary<string, string> fields) => new()
    {
        Version = Number(fields, "version"),
        IsOpen = fields.GetValueOrDefault("open") == "1",
        OpenUntil = Time(fields, "open_until"),
        Openings = (int)Number(fields, "openings"),
        TurnedAt = Time(fields, "turned"),
        Cause = fields.GetValueOrDefault("why"),
        Trial = fields.GetValueOrDefault("trial"),
        TrialUntil = Time(fields, "trial_until"),
    };

    private static double[] Numbers(Dictionary<string, string> fields, string name, int count)
    {
        var numbers = new double[count];
        if (fields.TryGetValue(name, out var text))
        {
            var words = text.Split(' ');
            for (var i = 0; i < Math.Min(count, words.Length); i++)
            {
                numbers[i] = double.Parse(words[i], CultureInfo.InvariantCulture);
            }
        }

        return numbers;
    }

    private static long Number(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static DateTimeOffset? Time(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) ? Moment(text) : null;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
}
