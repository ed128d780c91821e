using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c> in one pass, without an object model of the messages.</summary>
public static class OpenAiChatReader
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int MaxDepth = 64;

    private const string NoUnicode = "The body has an escape sequence that is not valid Unicode.";

    /// <summary>Validates a body and finds what routing and relaying must know. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Fault("The body is empty; send a JSON object with 'messages'.");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Fault("The body is not valid UTF-8.");
        }

        if (JsonEscapes.HasLoneSurrogate(body.Span))
        {
            return Fault(NoUnicode);
        }

        try
        {
            return new OpenAiBodyWalk(body).Read();
        }
        catch (JsonException e)
        {
            return Fault(string.Create(
                CultureInfo.InvariantCulture,
                $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}), or nested deeper than {MaxDepth}."));
        }
        catch (InvalidOperationException)
        {
            return Fault(NoUnicode);
        }
    }

    private static ChatReading Fault(string message) => new([new RequestFault("", message)]);
}
