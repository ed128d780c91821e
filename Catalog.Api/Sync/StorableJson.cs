using System.Text;
using System.Text.Json;

namespace Catalog.Api.Sync;

/// <summary>Reads JSON that PostgreSQL's jsonb can hold; it knows neither U+0000, nor half a surrogate pair, nor endless numbers.</summary>
internal static class StorableJson
{
    private const int LongestNumber = 100;

    /// <returns>Null for what cannot be kept, which is no reason to lose the model: the raw answer has it.</returns>
    public static JsonElement? Read(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return IsStorable(Encoding.UTF8.GetBytes(text)) ? JsonElement.Parse(text) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is an invalid operation to the reader.
            return null;
        }
    }

    private static bool IsStorable(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            var storable = reader.TokenType switch
            {
                JsonTokenType.Number => reader.ValueSpan.Length <= LongestNumber && double.IsFinite(reader.GetDouble()),
                JsonTokenType.String or JsonTokenType.PropertyName =>
                    !reader.ValueIsEscaped || !reader.GetString()!.Contains('\0', StringComparison.Ordinal),
                _ => true,
            };
            if (!storable)
            {
                return false;
            }
        }

        return true;
    }
}
