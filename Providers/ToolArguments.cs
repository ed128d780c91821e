using System.Text.Json;
using System.Text.Unicode;
using Providers.Chat;
using Providers.Streams;

namespace Providers;

/// <summary>Tool-call arguments: JSON text in OpenAI's format, an object in most others.</summary>
internal static class ToolArguments
{
    /// <summary>Finds arguments that came as JSON of their own where they stand.</summary>
    /// <param name="arguments">An element of a document that was parsed from the body.</param>
    /// <param name="body">The body, which must stay as it is as long as anybody has the arguments.</param>
    /// <exception cref="InvalidOperationException">They have half a character.</exception>
    public static ChatText Find(JsonElement arguments, ReadOnlyMemory<byte> body)
    {
        var json = arguments.Raw(body);
        return Utf8.IsValid(json.Span) ? ChatText.OfUtf8(json) : throw new InvalidOperationException("The arguments are not valid Unicode.");
    }

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
