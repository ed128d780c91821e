using System.Globalization;
using System.Text.Json;

namespace ServiceDefaults.SharedHealth;

/// <summary>Something that happened to a subject, for operators to read.</summary>
/// <param name="What">opened, closed, isolated, reset, slow or recovered.</param>
/// <param name="Cause">Why, in words.</param>
/// <param name="By">The operator; null when nobody did it.</param>
public sealed record HealthEvent(string What, string Cause, string? By = null)
{
    /// <summary>When; the store dates it by its own clock.</summary>
    public DateTimeOffset At { get; init; }

    internal string Text => JsonSerializer.Serialize(new Entry(What, Cause, By));

    internal static HealthEvent Read(string text)
    {
        var (at, json) = text.Split(' ', 2) is [var moment, var rest] ? (moment, rest) : throw new FormatException("This is no entry of a history.");
        var entry = JsonSerializer.Deserialize<Entry>(json)!;
        return new(entry.What, entry.Cause, entry.By) { At = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)) };
    }

    private sealed record Entry(string What, string Cause, string? By);
}
