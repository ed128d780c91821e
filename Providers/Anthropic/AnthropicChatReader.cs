using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>Reads the body of <c>POST /v1/messages</c> as callers send it.</summary>
public static class AnthropicChatReader
{
    /// <summary>Validates a body and finds what routing and relaying must know. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    /// <param name="headers">Headers of the caller that an upstream of the same format must see.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body, params IReadOnlyList<KeyValuePair<string, string>> headers) =>
        BodyReading.Read(body, "messages", (root, faults) => Read(body, headers, root, faults));

    private static ChatRequest Read(
        ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, JsonElement root, FaultList faults)
    {
        var checks = new ElementChecks(root, "", faults);
        var facts = new OpenAiFacts();
        var model = checks.Text("model");
        var stream = checks.Flag("stream") == true;
        AnthropicOptionChecks.Run(root, faults, facts);
        AnthropicMessageChecks.Run(root, faults, facts);
        return new(WireFormat.AnthropicMessages, body, read => AnthropicConversationReader.Read(read, headers))
        {
            Model = string.IsNullOrEmpty(model) ? null : model,
            Stream = stream,
            IncludeUsage = true,
            Facts = facts.ToFacts(),
            Hints = RoutingExtension.Read(root.Member("routing"), faults),
            EndUser = root.Member("metadata")?.Text("user_id"),
            Headers = headers,
        };
    }
}
