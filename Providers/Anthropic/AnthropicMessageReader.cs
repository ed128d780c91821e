using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Anthropic;

/// <summary>
/// Reads validated turns into the canonical form: a user's turn that answers tools becomes one message for each result, and one
/// for the rest.
/// </summary>
/// <param name="body">The body they stand in.</param>
/// <param name="unknown">Takes the names of what no other format can say.</param>
internal sealed class AnthropicMessageReader(ReadOnlyMemory<byte> body, ISet<string> unknown)
{
    private const string Content = "messages.content.";

    public ImmutableArray<ChatMessage> Read(JsonElement root)
    {
        var messages = ImmutableArray.CreateBuilder<ChatMessage>();
        if (ReadSystem(root.Member("system")) is { IsEmpty: false } system)
        {
            messages.Add(new() { Role = ChatRole.System, Content = [new TextPart(system)] });
        }

        foreach (var message in root.Items("messages"))
        {
            AddMessage(message, messages);
        }

        return messages.ToImmutable();
    }

    private ChatText? ReadSystem(JsonElement? system)
    {
        if (system is not { ValueKind: JsonValueKind.Array } blocks)
        {
            return system is { } text ? ChatText.Of(text, body) : (ChatText?)null;
        }

        var texts = new List<ChatText>();
        foreach (var block in blocks.EnumerateArray())
        {
            AnthropicWords.NoteCaching(block, unknown);
            texts.Add(Text(block, "text"));
        }

        return ChatText.Join(texts, "\n\n");
    }

    private void AddMessage(JsonElement message, ImmutableArray<ChatMessage>.Builder messages)
    {
        var isAssistant = message.Text("role") == "assistant";
        var content = message.GetProperty("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            messages.Add(new() { Role = isAssistant ? ChatRole.Assistant : ChatRole.User, Content = [new TextPart(ChatText.Of(content, body))] });
            return;
        }

        var parts = ImmutableArray.CreateBuilder<ContentPart>();
        var calls = ImmutableArray.CreateBuilder<ToolCall>();
        foreach (var block in content.EnumerateArray())
        {
            AnthropicWords.NoteCaching(block, unknown);
            NoteCitations(block);
            switch (block.Text("type"))
            {
                case "tool_use":
                    calls.Add(new(block.Text("id")!, block.Text("name")!, block.Member("input") is { } input ? ChatText.OfUtf8(input.Raw(body)) : "{}"));
                    break;
                case "tool_result":
                    messages.Add(ReadResult(block, parts));
                    break;
                default:
                    AddPart(block, parts);
                    break;
            }
        }

        if (parts.Count > 0 || calls.Count > 0)
        {
            messages.Add(new()
            {
                Role = isAssistant ? ChatRole.Assistant : ChatRole.User,
                Content = parts.ToImmutable(),
                ToolCalls = calls.ToImmutable(),
            });
        }
    }

    private void NoteCitations(JsonElement block)
    {
        if (block.Member("citations") is { } citations && !(citations.ValueKind == JsonValueKind.Array && citations.GetArrayLength() == 0))
        {
            unknown.Add(Content + "citations");
        }
    }

    // A result is text in most formats; the images in it go to the user's own message behind it.
    private ChatMessage ReadResult(JsonElement block, ImmutableArray<ContentPart>.Builder others)
    {
        if (block.Flag("is_error") == true)
        {
            unknown.Add(Content + "is_error");
        }

        var parts = ImmutableArray.CreateBuilder<ContentPart>();
        if (block.Member("content") is { ValueKind: JsonValueKind.String } text)
        {
            parts.Add(new TextPart(ChatText.Of(text, body)));
        }

        foreach (var inner in block.Items("content"))
        {
            AddPart(inner, parts);
        }

        others.AddRange(parts.Where(static part => part is ImagePart));
        var texts = parts.OfType<TextPart>().ToImmutableArray<ContentPart>();
        return new() { Role = ChatRole.Tool, ToolCallId = block.Text("tool_use_id"), Content = texts.IsEmpty ? [new TextPart("")] : texts };
    }

    private void AddPart(JsonElement block, ImmutableArray<ContentPart>.Builder parts)
    {
        var kind = block.Text("type");
        if (kind == "text")
        {
            parts.Add(new TextPart(Text(block, "text")));
        }
        else if (kind == "image" && AnthropicWords.ImageAddress(block.Member("source") ?? default, body) is { } address)
        {
            parts.Add(new ImagePart(address));
        }
        else if (kind == "document" && AnthropicWords.DocumentText(block, body) is { } document)
        {
            parts.Add(new TextPart(document));
        }
        else
        {
            // Thoughts and their signatures are for the provider that wrote them.
            unknown.Add(Content + kind);
        }
    }

    private ChatText Text(JsonElement element, string name) => ChatText.Find(element, name, body)!.Value;
}
