using System.Globalization;
using System.Text.Json;
using Routing.Health;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>An operator's word as Redis keeps it: the moment, then who and why as JSON.</summary>
internal static class IsolationText
{
    /// <summary>Without the moment, which the server adds.</summary>
    public static string Write(string reason, string by) => JsonSerializer.Serialize(new Word(reason, by));

    /// <summary>With the moment.</summary>
    public static string Write(Isolation isolation) => string.Create(
        CultureInfo.InvariantCulture, $"{isolation.At.ToUnixTimeMilliseconds()} {Write(isolation.Reason, isolation.By)}");

    /// <returns>Null when it is something else, as a newer version may write.</returns>
    public static (HealthSubject Subject, Isolation Isolation)? Read(HashEntry entry)
    {
        if (!HealthSubject.TryParse(entry.Name, out var subject) || ((string?)entry.Value)?.Split(' ', 2) is not [var at, var json])
        {
            return null;
        }

        var word = JsonSerializer.Deserialize<Word>(json)!;
        return (subject.Value, new(word.Reason, word.By, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture))));
    }

    private sealed record Word(string Reason, string By);
}
