using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Content that comes in parts instead of as a text: Mistral's models that think answer so.</summary>
internal static class OpenAiContentParts
{
    /// <summary>What is said to the caller.</summary>
    /// <param name="message">A message or a delta of one.</param>
    /// <param name="body">What it was parsed from.</param>
    public static ChatText? Text(JsonElement message, ReadOnlyMemory<byte> body) =>
        ChatText.Find(message, "content", body) ?? Join(message.Items("content").Where(static part => part.Text("type") == "text"), body);

    /// <summary>What the model thinks.</summary>
    public static ChatText? Thoughts(JsonElement message, ReadOnlyMemory<byte> body) =>
        Join(message.Items("content").Where(static part => part.Text("type") == "thinking").SelectMany(static part => part.Items("thinking")), body);

    private static ChatText? Join(IEnumerable<JsonElement> parts, ReadOnlyMemory<byte> body) =>
        ChatText.Join(parts.Select(part => ChatText.Find(part, "text", body)).OfType<ChatText>());
}
