using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads single values of the routing hints; what is wrong becomes a fault.</summary>
internal static class HintValues
{
    public static string? Text(JsonElement value, string field, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        faults.Add(field, "Must be a string.");
        return null;
    }

    public static long? Whole(JsonElement value, string field, long most, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        faults.Add(field, $"Must be a whole number from 0 to {most}.");
        return null;
    }

    public static double? Score(JsonElement value, string field, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var score) && score is >= 0 and <= 10)
        {
            return score;
        }

        faults.Add(field, "Must be a number from 0 to 10.");
        return null;
    }

    public static IEnumerable<JsonProperty> Members(JsonElement value, string field, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.EnumerateObject();
        }

        faults.Add(field, "Must be an object.");
        return [];
    }

    public static ImmutableArray<string> Texts(JsonElement value, string field, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        faults.Add(field, "Must be an array of strings.");
        return [];
    }

    /// <summary>A misspelt hint would be lost without a word, so it is refused.</summary>
    public static T Unknown<T>(T unchanged, string field, FaultList faults)
    {
        faults.Add(field, "Unknown routing hint.");
        return unchanged;
    }
}
