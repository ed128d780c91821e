using System.Text.Json;
using Aspire.Routing.V1;
using Microsoft.Extensions.AI;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using AiResponse = Microsoft.Extensions.AI.ChatResponse;

namespace Aspire.Routing.Client;

/// <summary>Reads the router's answers.</summary>
internal static class AnswerReader
{
    public static AiResponse Read(V1.ChatResponse answer)
    {
        var message = new AiMessage(ChatRole.Assistant, [.. answer.Message.Content.Select(static part => new TextContent(part.Text))])
        {
            MessageId = answer.Id,
        };
        if (answer.Message.Reasoning.Length > 0)
        {
            message.Contents.Insert(0, new TextReasoningContent(answer.Message.Reasoning));
        }

        foreach (var call in answer.Message.ToolCalls)
        {
            message.Contents.Add(Call(call.Id, call.Name, call.Arguments));
        }

        return new(message)
        {
            ResponseId = answer.Id,
            ModelId = answer.Model,
            FinishReason = Reason(answer.FinishReason),
            Usage = Usage(answer.Usage),
            RawRepresentation = answer,
        };
    }

    public static FunctionCallContent Call(string id, string name, string arguments) => FunctionCallContent.CreateFromParsedArguments(
        arguments.Length == 0 ? "{}" : arguments,
        id,
        name,
        static json => (IDictionary<string, object?>?)JsonSerializer.Deserialize(
            json, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))));

    public static ChatFinishReason? Reason(FinishReason reason) => reason switch
    {
        FinishReason.Stop => ChatFinishReason.Stop,
        FinishReason.Length => ChatFinishReason.Length,
        FinishReason.ToolCalls => ChatFinishReason.ToolCalls,
        FinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        _ => null,
    };

    public static UsageDetails? Usage(Usage? usage) => usage is null ? null : new()
    {
        InputTokenCount = usage.InputTokens,
        OutputTokenCount = usage.OutputTokens,
        TotalTokenCount = usage.InputTokens + usage.OutputTokens,
        CachedInputTokenCount = usage.CachedInputTokens,
        ReasoningTokenCount = usage.ReasoningTokens,
    };
}
