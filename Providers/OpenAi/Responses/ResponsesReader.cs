using Providers.Bodies;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>Reads the body of <c>POST /v1/responses</c> as the chat that asks for the same.</summary>
public static class ResponsesReader
{
    /// <summary>Validates a body and translates it. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body) =>
        Read(body, static id => StoredResponse.TryParse(id, out var stored) ? stored : null, mayRefer: true);

    /// <summary>The same, where the ids that callers know are not those of <see cref="StoredResponse"/>.</summary>
    /// <param name="body">The body as it came.</param>
    /// <param name="named">The response that this caller means by an id; null when there is none.</param>
    /// <param name="mayRefer">
    /// Whether this caller may refer to single items that a provider keeps, by the provider's own ids: not where others must not.
    /// </param>
    public static ChatReading Read(ReadOnlyMemory<byte> body, Func<string?, StoredResponse?> named, bool mayRefer) =>
        BodyReading.Read(body, "input", (root, faults) => new ResponsesTranslation(faults, named, mayRefer).Read(root, body));
}
