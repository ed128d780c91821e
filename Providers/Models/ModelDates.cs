using System.Globalization;
using System.Text.Json;
using Routing.Catalog;

namespace Providers.Models;

/// <summary>Reads the dates of a model's life, in the fields and forms that providers use.</summary>
internal static class ModelDates
{
    // The last second that a date can hold; what is larger are milliseconds or nonsense.
    private const long LastSecond = 253_402_300_799;

    public static DateTimeOffset? Created(JsonElement entry) => First(entry, "created", "created_at");

    public static DateTimeOffset? DeprecatedAt(JsonElement entry) =>
        First(entry, "deprecation", "deprecation_date", "deprecationDate", "deprecationTime", "deprecated_at");

    public static DateTimeOffset? RetiresAt(JsonElement entry) =>
        First(entry, "retirement", "retirement_date", "retirementTime", "retires_at", "shutdown_date", "expiration_date")
        ?? (entry.Member("modelStatus") is { } status ? First(status, "retirementTime") : null);

    /// <summary>Gemini's stage of a model.</summary>
    public static Lifecycle? Stage(JsonElement entry) => (entry.Text("modelStage") ?? entry.Member("modelStatus")?.Text("modelStage")) switch
    {
        "UNSTABLE_EXPERIMENTAL" or "EXPERIMENTAL" or "PREVIEW" => Lifecycle.Preview,
        "STABLE" => Lifecycle.Active,
        "LEGACY" or "DEPRECATED" => Lifecycle.Deprecated,
        "RETIRED" => Lifecycle.Retired,
        _ => null,
    };

    private static DateTimeOffset? First(JsonElement entry, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (entry.Member(name) is { } value && Read(value) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    private static DateTimeOffset? Read(JsonElement value) => value switch
    {
        { ValueKind: JsonValueKind.Number } when value.TryGetInt64(out var seconds) => FromUnix(seconds),

        // A bare date is midnight UTC; anything else must name its zone or is read as UTC.
        { ValueKind: JsonValueKind.String } when DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date.Year > 1970 => date,
        _ => null,
    };

    private static DateTimeOffset? FromUnix(long number) => number switch
    {
        <= 0 => null,
        <= LastSecond => DateTimeOffset.FromUnixTimeSeconds(number),
        <= LastSecond * 1_000 => DateTimeOffset.FromUnixTimeMilliseconds(number),
        _ => null,
    };
}
