using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Reads the bodies of <c>POST /api/chat</c> and <c>POST /api/generate</c> as callers send them.</summary>
public static class OllamaChatReader
{
    /// <summary>Validates the body of a chat and finds what routing and relaying must know. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading ReadChat(ReadOnlyMemory<byte> body) =>
        BodyReading.Read(body, "messages", (root, faults) => ReadChat(body, root, faults));

    /// <summary>
    /// The same for a prompt to be completed, which becomes a chat of one question: only a model behind Ollama has a template to
    /// do without.
    /// </summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    public static ChatReading ReadPrompt(ReadOnlyMemory<byte> body) => BodyReading.Read(body, "prompt", (root, faults) => ReadPrompt(body, root, faults));

    private static ChatRequest ReadChat(ReadOnlyMemory<byte> body, JsonElement root, FaultList faults)
    {
        var facts = new OpenAiFacts();
        var (model, stream) = OllamaChecks.RunCommon(root, faults, facts);
        OllamaChecks.RunMessages(root, faults, facts);
        return new(WireFormat.OllamaChat, body, OllamaConversationReader.Read)
        {
            Model = model,
            Stream = stream,
            IncludeUsage = true,
            Facts = facts.ToFacts(),
            Hints = RoutingExtension.Read(root.Member("routing"), faults),
        };
    }

    private static ChatRequest ReadPrompt(ReadOnlyMemory<byte> body, JsonElement root, FaultList faults)
    {
        var (model, stream) = OllamaChecks.RunCommon(root, faults, new OpenAiFacts());
        OllamaChecks.RunPrompt(root, faults);
        var hints = RoutingExtension.Read(root.Member("routing"), faults);
        var conversation = faults.IsEmpty ? OllamaConversationReader.ReadPrompt(root, body) : new() { Messages = [] };
        return ChatRequest.From(conversation, model, stream, hints);
    }
}
