using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads single values of a caller's body; what has the wrong type or range becomes a fault and is skipped.</summary>
internal static class JsonChecks
{
    public static string? ReadString(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        WrongType(ref reader, faults, field, "a string");
        return null;
    }

    public static bool ReadBoolean(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.TokenType == JsonTokenType.True;
        }

        WrongType(ref reader, faults, field, "true or false");
        return false;
    }

    /// <summary>Reads a whole number of at least one.</summary>
    public static int? ReadCount(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 1)
        {
            return count;
        }

        WrongType(ref reader, faults, field, "a whole number of at least 1");
        return null;
    }

    public static double? ReadNumber(ref Utf8JsonReader reader, FaultList faults, string field, double least, double most)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        WrongType(ref reader, faults, field, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return null;
    }

    public static bool IsObject(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        WrongType(ref reader, faults, field, "an object");
        return false;
    }

    public static bool IsArray(ref Utf8JsonReader reader, FaultList faults, string field)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        WrongType(ref reader, faults, field, "an array");
        return false;
    }

    public static void WrongType(ref Utf8JsonReader reader, FaultList faults, string field, string wanted)
    {
        faults.Add(field, $"Must be {wanted}.");
        reader.Skip();
    }
}
