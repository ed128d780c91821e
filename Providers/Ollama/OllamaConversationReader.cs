using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Reads a validated body into the canonical form, for upstreams of another format.</summary>
internal static class OllamaConversationReader
{
    private const int MostLogProbabilities = 20;

    public static Conversation Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        var root = document.RootElement;
        var reader = new OllamaMessageReader(body);
        return ReadOptions(root) with
        {
            Messages = [.. root.Items("messages").Select(reader.Read)],
            Tools = [.. root.Items("tools").Select(ReadTool)],
            UnknownFields = [.. Unknown(root).Concat(reader.Unknown).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>A prompt to be completed, as a chat.</summary>
    public static Conversation ReadPrompt(JsonElement root, ReadOnlyMemory<byte> body)
    {
        var messages = ImmutableArray.CreateBuilder<ChatMessage>();
        if (ChatText.Find(root, "system", body) is { IsEmpty: false } system)
        {
            messages.Add(new() { Role = ChatRole.System, Content = [new TextPart(system)] });
        }

        messages.Add(new() { Role = ChatRole.User, Content = [new TextPart(ChatText.Find(root, "prompt", body)!.Value), .. OllamaMessageReader.ReadImages(root, body)] });
        return ReadOptions(root) with { Messages = messages.ToImmutable(), UnknownFields = [.. Unknown(root).Order(StringComparer.Ordinal)] };
    }

    private static Conversation ReadOptions(JsonElement root)
    {
        var options = root.Member("options") ?? default;
        return new()
        {
            Messages = [],
            Parameters = new()
            {
                MaxTokens = options.Whole("num_predict") is > 0 and <= int.MaxValue and var most ? (int)most : null,
                Temperature = options.Number("temperature"),
                TopP = options.Number("top_p"),
                Seed = options.Whole("seed"),
                FrequencyPenalty = options.Number("frequency_penalty"),
                PresencePenalty = options.Number("presence_penalty"),
                Stop = options.Text("stop") is { } one
                    ? [one]
                    : [.. options.Items("stop").Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
                ReasoningEffort = ReadEffort(root.Member("think")),
                LogProbabilities = root.Flag("logprobs") == true,
                TopLogProbabilities = root.Whole("top_logprobs") is >= 0 and <= MostLogProbabilities and var likeliest ? (int)likeliest : null,
            },
            ResponseFormat = root.Member("format") switch
            {
                { ValueKind: JsonValueKind.Object } schema => new() { SchemaJson = schema.GetRawText() },
                { ValueKind: JsonValueKind.String } word when word.ValueEquals("json"u8) => new(),
                _ => null,
            },
        };
    }

    // To forbid thinking is what everybody does who is not asked to think; many models would refuse to be told so.
    private static string? ReadEffort(JsonElement? think) => think switch
    {
        { ValueKind: JsonValueKind.True } => "medium",
        { ValueKind: JsonValueKind.String } word => word.GetString(),
        _ => null,
    };

    private static ToolDefinition ReadTool(JsonElement tool)
    {
        var function = tool.Member("function") ?? default;
        return new(function.Text("name")!)
        {
            Description = function.Text("description"),
            ParametersJson = function.Member("parameters")?.GetRawText(),
        };
    }

    private static IEnumerable<string> Unknown(JsonElement root)
    {
        foreach (var member in root.EnumerateObject().Where(IsUnknown))
        {
            yield return member.Name;
        }

        if (root.Text("format") is { Length: > 0 } format && format != "json")
        {
            yield return "format";
        }

        foreach (var option in root.Member("options") is { } options ? options.EnumerateObject().Where(IsUnknownOption) : [])
        {
            yield return "options." + option.Name;
        }
    }

    private static bool IsUnknown(JsonProperty member) => member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && member.Name is not (
        "model" or "messages" or "prompt" or "system" or "images" or "suffix" or "raw" or "routing" or "stream" or "tools" or "format" or "options" or "think"
        or "logprobs" or "top_logprobs");

    private static bool IsUnknownOption(JsonProperty option) => option.Value.ValueKind != JsonValueKind.Null && option.Name is not (
        "num_predict" or "temperature" or "top_p" or "seed" or "frequency_penalty" or "presence_penalty" or "stop");
}
