using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Routing.Replaying.Json;

/// <summary>What <see cref="InputWriting"/> and <see cref="DecisionWriting"/> write over and over: names of enums, and members that may be absent.</summary>
internal static class TextWriting
{
    /// <summary>Whether these are all the properties of a type that can be set: one added later is left to the serializer until it is known here.</summary>
    public static bool AreAllOf<T>(params ReadOnlySpan<string> names)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite);
        return properties.Select(static property => property.Name).ToHashSet().SetEquals(names.ToArray());
    }

    public static void WriteEnum<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, T value)
        where T : struct, Enum
    {
        json.WritePropertyName(name);
        json.WriteRawValue(EnumTexts<T>.Of(value), skipInputValidation: true);
    }

    public static void WriteEnums<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<T> values)
        where T : struct, Enum
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteRawValue(EnumTexts<T>.Of(value), skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
