using System.Collections.Immutable;
using System.Text.Json;
using Routing.Money;

namespace Routing.Catalog.Files;

/// <summary>Writes fields that are left out when they say nothing.</summary>
internal static class JsonWriting
{
    // A writer keeps what it was not told to hand on: of a large catalog, megabytes.
    private const int MostPending = 16 * 1024;

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    public static void Known(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    public static void Thousandths(this Utf8JsonWriter json, string name, int? millis)
    {
        if (millis is { } known)
        {
            json.WriteNumber(name, known / 1_000m);
        }
    }

    public static void Dollars(this Utf8JsonWriter json, string name, TokenPrice? price)
    {
        if (price is { } known)
        {
            json.WriteNumber(name, known.DollarsPerMillion);
        }
    }

    public static void Flag(this Utf8JsonWriter json, string name, bool value, bool unless)
    {
        if (value != unless)
        {
            json.WriteBoolean(name, value);
        }
    }

    public static void Moment(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values, bool evenIfEmpty = false) =>
        Texts(json, name, values.ToImmutableArray(), evenIfEmpty);

    public static void Texts(this Utf8JsonWriter json, string name, ImmutableArray<string> values, bool evenIfEmpty = false)
    {
        if (values.IsEmpty && !evenIfEmpty)
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

    public static void Objects<T>(this Utf8JsonWriter json, string name, ImmutableArray<T> rows, Action<Utf8JsonWriter, T> write)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(json, row);
            json.WriteEndObject();
            if (json.BytesPending > MostPending)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }
}
