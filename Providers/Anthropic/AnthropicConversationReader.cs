using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>Reads a validated body into the canonical form, for upstreams of another format.</summary>
internal static class AnthropicConversationReader
{
    public static Conversation Read(ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        var root = document.RootElement;
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject().Where(IsUnknown))
        {
            unknown.Add(member.Name);
        }

        if (root.Member("output_config")?.Member("effort") is not null && root.Member("thinking")?.Text("type") != "adaptive")
        {
            unknown.Add("output_config.effort");
        }

        unknown.UnionWith(headers.Where(header => header.Key == AnthropicAdapter.BetaHeader).Select(header => header.Key));
        var messages = new AnthropicMessageReader(body, unknown).Read(root);
        var tools = root.Items("tools").Select(tool => ReadTool(tool, unknown)).OfType<ToolDefinition>().ToImmutableArray();
        return new()
        {
            Messages = messages,
            Tools = tools,
            ToolChoice = ReadToolChoice(root.Member("tool_choice")),
            Parameters = ReadParameters(root),
            ResponseFormat = AnthropicWords.OutputSchema(root) is { } schema
                ? new() { SchemaJson = schema.GetRawText(), Strict = StrictSchema.Fits(schema) ? true : null }
                : null,
            UnknownFields = [.. unknown],
        };
    }

    private static ToolDefinition? ReadTool(JsonElement tool, SortedSet<string> unknown)
    {
        AnthropicWords.NoteCaching(tool, unknown);
        if (tool.Text("type") is { } type and not "custom")
        {
            // The provider runs these itself; nobody else has them.
            unknown.Add("tools." + type);
            return null;
        }

        foreach (var member in tool.EnumerateObject().Where(IsUnknownOfTool))
        {
            unknown.Add("tools." + member.Name);
        }

        var schema = tool.Member("input_schema");
        var isStrict = tool.Flag("strict");
        if (isStrict == true && !(schema is { } given && StrictSchema.Fits(given)))
        {
            // What may be left out is taken strictly here alone.
            isStrict = null;
            unknown.Add("tools.function.strict");
        }

        return new(tool.Text("name")!)
        {
            Description = tool.Text("description"),
            ParametersJson = schema?.GetRawText(),
            Strict = isStrict,
        };
    }

    private static ToolChoice? ReadToolChoice(JsonElement? choice) => choice?.Text("type") switch
    {
        null => null,
        "none" => new(ToolChoiceMode.None),
        "any" => new(ToolChoiceMode.Required),
        "tool" => new(ToolChoiceMode.Named, choice.Value.Text("name")),
        _ => new(ToolChoiceMode.Auto),
    };

    private static SamplingParameters ReadParameters(JsonElement root) => new()
    {
        MaxTokens = (int?)root.Whole("max_tokens"),
        Temperature = root.Number("temperature"),
        TopP = root.Number("top_p"),
        Stop = [.. root.Items("stop_sequences").Select(item => item.GetString()!)],
        ParallelToolCalls = root.Member("tool_choice")?.Flag("disable_parallel_tool_use") is { } oneByOne ? !oneByOne : null,
        ReasoningEffort = ReadEffort(root),
    };

    // To forbid thinking is what everybody does who is not asked to think; many models would refuse to be told so.
    private static string? ReadEffort(JsonElement root) => root.Member("thinking")?.Text("type") switch
    {
        "enabled" => (root.Member("thinking")?.Whole("budget_tokens") ?? AnthropicWords.MediumThinking) switch
        {
            <= AnthropicWords.LowThinking => "low",
            <= AnthropicWords.MediumThinking => "medium",
            _ => "high",
        },
        "adaptive" => root.Member("output_config")?.Text("effort") switch
        {
            "low" => "low",
            "medium" => "medium",
            _ => "high",
        },
        _ => null,
    };

    private static bool IsUnknownOfTool(JsonProperty member) => member.Value.ValueKind != JsonValueKind.Null
        && member.Name is not ("name" or "type" or "description" or "input_schema" or "strict" or "cache_control");

    private static bool IsUnknown(JsonProperty member) => member.Value.ValueKind != JsonValueKind.Null && member.Name is not (
        "model" or "messages" or "routing" or "stream" or "system" or "tools" or "tool_choice" or "max_tokens" or "temperature" or "top_p"
        or "stop_sequences" or "thinking" or "output_config" or "output_format");
}
