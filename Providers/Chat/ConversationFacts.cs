using System.Text;

namespace Providers.Chat;

/// <summary>Finds the facts of a conversation that has no JSON body.</summary>
internal static class ConversationFacts
{
    public static ChatFacts Of(Conversation conversation)
    {
        var characters = 0;
        var bytes = 0;
        var images = 0;
        var audio = false;
        var files = false;
        var results = 0;
        foreach (var message in conversation.Messages)
        {
            var before = bytes;
            foreach (var part in message.Content)
            {
                characters += part is TextPart text ? text.Text.Length : 0;
                bytes += part is TextPart counted ? Encoding.UTF8.GetByteCount(counted.Text) : 0;
                images += part is ImagePart ? 1 : 0;
                audio |= part is OtherPart { Kind: "input_audio" };
                files |= part is OtherPart { Kind: "file" };
            }

            results += message.Role == ChatRole.Tool ? bytes - before : 0;

            foreach (var call in message.ToolCalls)
            {
                characters += call.Name.Length + call.Arguments.Length;
                bytes += Encoding.UTF8.GetByteCount(call.Name) + Encoding.UTF8.GetByteCount(call.Arguments);
            }
        }

        return new()
        {
            MessageCount = conversation.Messages.Length,
            PromptCharacters = characters,
            PromptBytes = bytes,
            ToolBytes = conversation.Tools.Sum(BytesOf) + Encoding.UTF8.GetByteCount(conversation.ResponseFormat?.SchemaJson ?? ""),
            ToolResultBytes = results,
            ToolCount = conversation.Tools.Length,
            HasFiles = files,
            ImageCount = images,
            HasTools = conversation.Tools.Length > 0,
            HasAudio = audio,
            HasJsonSchema = conversation.ResponseFormat?.SchemaJson is not null,
            HasLogProbabilities = conversation.Parameters.LogProbabilities,
            MaxOutputTokens = conversation.Parameters.MaxTokens,
            Choices = conversation.Parameters.Choices ?? 1,
        };
    }

    private static int BytesOf(ToolDefinition tool) =>
        Encoding.UTF8.GetByteCount(tool.Name)
        + Encoding.UTF8.GetByteCount(tool.Description ?? "")
        + Encoding.UTF8.GetByteCount(tool.ParametersJson ?? "");
}
