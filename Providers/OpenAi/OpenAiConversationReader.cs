using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads a validated body into the canonical form, for upstreams of another format.</summary>
internal static class OpenAiConversationReader
{
    public static Conversation Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        var root = document.RootElement;
        var tools = root.Items("tools").Select(ReadTool).OfType<ToolDefinition>();
        var allowed = AllowedTools.Of(root.Member("tool_choice"));
        return new()
        {
            Messages = [.. root.GetProperty("messages").EnumerateArray().Select(message => OpenAiMessageReader.Read(message, body))],
            Tools = [.. allowed is null ? tools : tools.Where(allowed.Has)],
            ToolChoice = allowed?.Choice ?? ReadToolChoice(root.Member("tool_choice")),
            Parameters = ReadParameters(root),
            ResponseFormat = ReadResponseFormat(root.Member("response_format")),
            UnknownFields = [.. OpenAiUnknownMembers.Of(root)],
        };
    }

    private static ToolDefinition? ReadTool(JsonElement tool)
    {
        if (tool.Member("function") is not { } function)
        {
            return null;
        }

        return new(function.Text("name")!)
        {
            Description = function.Text("description"),
            ParametersJson = function.Member("parameters")?.GetRawText(),
            Strict = function.Flag("strict"),
        };
    }

    private static ToolChoice? ReadToolChoice(JsonElement? choice) => choice switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } word => word.GetString() switch
        {
            "none" => new(ToolChoiceMode.None),
            "required" or "any" => new(ToolChoiceMode.Required),
            _ => new(ToolChoiceMode.Auto),
        },
        { } named => named.Member("function")?.Text("name") is { } name ? new(ToolChoiceMode.Named, name) : null,
    };

    private static SamplingParameters ReadParameters(JsonElement root) => new()
    {
        MaxTokens = (int?)(root.Whole("max_completion_tokens") ?? root.Whole("max_tokens")),
        Temperature = root.Number("temperature"),
        TopP = root.Number("top_p"),
        Stop = root.Member("stop") switch
        {
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Select(item => item.GetString()!)],
            _ => [],
        },
        Seed = root.Whole("seed"),
        FrequencyPenalty = root.Number("frequency_penalty"),
        PresencePenalty = root.Number("presence_penalty"),
        ParallelToolCalls = root.Flag("parallel_tool_calls"),
        ReasoningEffort = root.Text("reasoning_effort"),
        Choices = (int?)root.Whole("n"),
        LogProbabilities = root.Flag("logprobs") == true,
        TopLogProbabilities = (int?)root.Whole("top_logprobs"),
    };

    private static ResponseFormat? ReadResponseFormat(JsonElement? format)
    {
        if (format?.Text("type") is not ("json_object" or "json_schema"))
        {
            return null;
        }

        var schema = format.Value.Member("json_schema");
        return new()
        {
            Name = schema?.Text("name"),
            SchemaJson = schema?.Member("schema")?.GetRawText(),
            Strict = schema?.Flag("strict"),
        };
    }
}
