using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Chat;

namespace Providers;

/// <summary>Writes members whose value may be absent.</summary>
internal static class JsonWriting
{
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ChatText? value)
    {
        json.WritePropertyName(name);
        if (value is { } text)
        {
            text.Write(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ChatText? value)
    {
        if (value is not null)
        {
            json.WriteText(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } given)
        {
            json.WriteBoolean(name, given);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } given)
        {
            json.WriteNumber(name, given);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } given)
        {
            json.WriteNumber(name, given);
        }
    }

    public static void WriteOptionalList(this Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a value as it stands.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    /// <summary>Writes a value as it stands, if there is one.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { } given)
        {
            json.WritePropertyName(name);
            json.WriteRaw(given);
        }
    }

    /// <summary>Writes JSON text as it is.</summary>
    public static void WriteOptionalJson(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }
}
