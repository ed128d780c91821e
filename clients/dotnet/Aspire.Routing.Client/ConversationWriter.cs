using System.Text.Json;
using Aspire.Routing.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.AI;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Aspire.Routing.Client;

/// <summary>Writes messages and options as the router reads them.</summary>
internal static class ConversationWriter
{
    /// <exception cref="NotSupportedException">The router cannot carry a part of it.</exception>
    public static Conversation Write(IEnumerable<AiMessage> messages, ChatOptions? options)
    {
        var conversation = new Conversation();
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            conversation.Messages.Add(new Message { Role = "system", Content = { new ContentPart { Text = instructions } } });
        }

        foreach (var message in messages)
        {
            MessageWriter.Write(message, conversation.Messages);
        }

        if (options is not null)
        {
            conversation.Parameters = Parameters(options);
            conversation.ResponseFormat = Format(options.ResponseFormat);
            conversation.Tools.AddRange((options.Tools ?? []).Select(Tool));
            conversation.ToolChoice = Choice(options.ToolMode);
        }

        return conversation;
    }

    private static SamplingParameters Parameters(ChatOptions options)
    {
        var parameters = new SamplingParameters { Stop = { options.StopSequences ?? [] } };
        if (options.MaxOutputTokens is { } tokens)
        {
            parameters.MaxTokens = tokens;
        }

        if (options.Temperature is { } temperature)
        {
            parameters.Temperature = Exactly(temperature);
        }

        if (options.TopP is { } topP)
        {
            parameters.TopP = Exactly(topP);
        }

        if (options.Seed is { } seed)
        {
            parameters.Seed = seed;
        }

        if (options.FrequencyPenalty is { } frequency)
        {
            parameters.FrequencyPenalty = Exactly(frequency);
        }

        if (options.PresencePenalty is { } presence)
        {
            parameters.PresencePenalty = Exactly(presence);
        }

        if (options.AllowMultipleToolCalls is { } several)
        {
            parameters.ParallelToolCalls = several;
        }

        parameters.ReasoningEffort = Effort(options.Reasoning?.Effort);
        return parameters;
    }

    private static string Effort(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => "",
    };

    // 0.7f as a double is 0.699999988079071: the provider shall see what was written.
    private static double Exactly(float value) => (double)(decimal)value;

    private static ResponseFormat? Format(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } json => new()
        {
            Type = "json_schema",
            Name = json.SchemaName ?? "answer",
            Schema = Struct(schema),
        },
        ChatResponseFormatJson => new() { Type = "json_object" },
        _ => null,
    };

    private static Tool Tool(AITool tool) => tool is AIFunctionDeclaration function
        ? new() { Name = function.Name, Description = function.Description, Parameters = Struct(function.JsonSchema) }
        : throw new NotSupportedException($"The router calls functions only; '{tool.Name}' is a {tool.GetType().Name}.");

    private static string Choice(ChatToolMode? mode) => mode switch
    {
        RequiredChatToolMode { RequiredFunctionName: { } name } => name,
        RequiredChatToolMode => "required",
        NoneChatToolMode => "none",
        _ => "",
    };

    private static Struct Struct(JsonElement schema) => Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(schema.GetRawText());
}
