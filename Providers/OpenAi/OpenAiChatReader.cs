using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c> in one pass, without an object model of the messages.</summary>
public static class OpenAiChatReader
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int MaxDepth = 64;

    /// <summary>Validates a body and finds what routing and relaying must know. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body)
    {
        if (BodyFaults.Find(body.Span, "messages") is { } fault)
        {
            return Fault(fault);
        }

        try
        {
            return new OpenAiBodyWalk(body).Read();
        }
        catch (JsonException e)
        {
            return Fault(BodyFaults.Of(e));
        }
        catch (InvalidOperationException)
        {
            return Fault(BodyFaults.NoUnicode);
        }
    }

    private static ChatReading Fault(string message) => new([new RequestFault("", message)]);
}
