using System.Text.Json;
using Providers.Chat;
using Providers.Streams;

namespace Providers;

/// <summary>Tool-call arguments: JSON text in OpenAI's format, an object in most others.</summary>
internal static class ToolArguments
{
    /// <summary>Writes the text as the object it stands for. What is no object, as a model may produce, goes under one member.</summary>
    public static void WriteObject(Utf8JsonWriter json, ChatText arguments)
    {
        using var plain = new BodyBuffer();
        arguments.CopyTo(plain);
        if (IsObject(plain.WrittenSpan))
        {
            json.WriteRawValue(plain.WrittenSpan, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (!arguments.IsBlank)
        {
            json.WriteText("value"u8, arguments);
        }

        json.WriteEndObject();
    }

    private static bool IsObject(ReadOnlySpan<byte> arguments)
    {
        try
        {
            var reader = new Utf8JsonReader(arguments);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
