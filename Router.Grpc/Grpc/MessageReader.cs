using Providers.Chat;
using Router.Grpc.Grpc.Payloads;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Reads one turn of a conversation from its wire form.</summary>
internal static class MessageReader
{
    /// <param name="message">What came.</param>
    /// <param name="index">Which of the conversation it is.</param>
    /// <param name="texts">What stands elsewhere of the conversation.</param>
    /// <param name="field">What faults call it.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static ChatMessage Read(Wire.Message message, int index, LongTexts texts, string field, List<RequestFault> faults)
    {
        var role = ReadRole(message.Role, field, faults);
        if (message.Content.Count == 0 && message.ToolCalls.Count == 0)
        {
            faults.Add(new($"{field}.content", "A message needs content, or calls of tools."));
        }

        if (role == ChatRole.Tool && message.ToolCallId.Length == 0)
        {
            faults.Add(new($"{field}.tool_call_id", "A tool's answer names the call it answers."));
        }

        return new()
        {
            Role = role,
            Content = [.. message.Content.Select((part, i) => ReadPart(part, texts.Find(index, i), $"{field}.content[{i}]", faults))],
            ToolCalls = [.. message.ToolCalls.Select(static call => new ToolCall(call.Id, call.Name, call.Arguments))],
            ToolCallId = message.ToolCallId.Length > 0 ? message.ToolCallId : null,
            Name = message.Name.Length > 0 ? message.Name : null,
        };
    }

    private static ChatRole ReadRole(string role, string field, List<RequestFault> faults)
    {
        switch (role)
        {
            case "system":
                return ChatRole.System;
            case "developer":
                return ChatRole.Developer;
            case "user":
                return ChatRole.User;
            case "assistant":
                return ChatRole.Assistant;
            case "tool":
                return ChatRole.Tool;
            default:
                faults.Add(new($"{field}.role", "Must be system, developer, user, assistant or tool."));
                return ChatRole.User;
        }
    }

    private static ContentPart ReadPart(Wire.ContentPart part, ChatText? text, string field, List<RequestFault> faults)
    {
        switch (part.PartCase)
        {
            case Wire.ContentPart.PartOneofCase.Text:
                return new TextPart(text ?? part.Text);
            case Wire.ContentPart.PartOneofCase.ImageUrl:
                return new ImagePart(text ?? part.ImageUrl);
            default:
                faults.Add(new(field, "A piece is a text or an image_url."));
                return new TextPart("");
        }
    }
}
