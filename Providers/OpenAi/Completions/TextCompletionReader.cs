using Providers.Bodies;
using Providers.Chat;

namespace Providers.OpenAi.Completions;

/// <summary>Reads the body of the older <c>POST /v1/completions</c> as the chat that asks for the same.</summary>
public static class TextCompletionReader
{
    /// <summary>Validates a body and translates it. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body) =>
        BodyReading.Read(body, "prompt", (root, faults) => new PromptTranslation(faults).Read(root, body));
}
