using Providers.Bodies;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>Reads the body of <c>POST /v1/responses</c> as the chat that asks for the same.</summary>
public static class ResponsesReader
{
    /// <summary>Validates a body and translates it. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body) =>
        BodyReading.Read(body, "input", (root, faults) => new ResponsesTranslation(faults).Read(root, body));
}
