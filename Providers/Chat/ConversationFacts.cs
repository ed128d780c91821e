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
                if (part is TextPart text)
                {
                    var size = text.Text.Measure();
                    characters += size.Characters;
                    bytes += size.Bytes;
                }

                images += part is ImagePart ? 1 : 0;
                audio |= part is OtherPart { Kind: "input_audio" };
                files |= part is OtherPart { Kind: "file" };
            }

            results += message.Role == ChatRole.Tool ? bytes - before : 0;

            foreach (var call in message.ToolCalls)
            {
                var size = call.Arguments.Measure();
                characters += call.Name.Length + size.Characters;
                bytes += Encoding.UTF8.GetByteCount(call.Name) + size.Bytes;
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
