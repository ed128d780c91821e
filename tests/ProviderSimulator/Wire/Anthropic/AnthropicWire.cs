using System.Text.Json;
using Simulation.Calls;
using Simulation.Scripting;

namespace Simulation.Wire.Anthropic;

/// <summary>Anthropic Messages and models.</summary>
internal sealed class AnthropicWire : IWireFormat
{
    public static readonly AnthropicWire Instance = new();

    public string StreamContentType => "text/event-stream; charset=utf-8";

    public string? RequestIdHeader => "request-id";

    public SimulatedCall Read(SimulatedCall call, JsonElement body)
    {
        var messages = body.At("messages").Items();
        return call with
        {
            Model = body.At("model").Text() ?? "",
            Stream = body.At("stream").Flag() ?? false,
            LastUserText = messages.LastOrDefault(m => m.At("role").Text() == "user").At("content").Content(),
            PromptLength = body.At("system").Content().Length + messages.Sum(m => m.At("content").Content().Length),
            MaxTokens = body.At("max_tokens").Number(),
            Tool = body.At("tools").Items().FirstOrDefault().At("name").Text(),
            ToolRequired = body.At("tool_choice").At("type").Text() is "any" or "tool",
        };
    }

    public object Plain(Answer answer) => new
    {
        id = $"msg_{answer.Id}",
        type = "message",
        role = "assistant",
        model = answer.Model,
        content = Blocks(answer),
        stop_reason = StopReason(answer),
        stop_sequence = (string?)null,
        usage = Usage(answer.Usage, answer.Usage.Completion),
    };

    public IEnumerable<Frame> Stream(Answer answer) => AnthropicStream.Frames(answer);

    public object Error(int status, string message) => new
    {
        type = "error",
        error = new
        {
            type = status switch
            {
                401 => "authentication_error",
                403 => "permission_error",
                404 => "not_found_error",
                413 => "request_too_large",
                429 => "rate_limit_error",
                529 => "overloaded_error",
                >= 500 => "api_error",
                _ => "invalid_request_error",
            },
            message,
        },
    };

    public byte[] ErrorFrame(int status, string message) => Json.Event("error", Error(status, message));

    public byte[] BrokenFrame() => "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":\n\n"u8.ToArray();

    public object ModelList(ModelPage page) => new
    {
        data = page.Models.Select(Model),
        has_more = page.HasMore,
        first_id = page.Models is [var first, ..] ? first : null,
        last_id = page.Models is [.., var last] ? last : null,
    };

    public object Model(string id) => new
    {
        type = "model",
        id,
        display_name = $"{id} (simulated)",
        created_at = DateTimeOffset.FromUnixTimeSeconds(Answer.Created).ToString("yyyy-MM-ddTHH:mm:ssZ"),
    };

    public object Embeddings(string model, JsonElement body) => Error(404, "Anthropic has no embeddings.");

    public object TokenCount(int tokens) => new { input_tokens = tokens };

    /// <summary>Cached tokens are counted beside <c>input_tokens</c> here, not within them.</summary>
    public static object Usage(SimulatedUsage usage, int output) => new
    {
        input_tokens = Math.Max(0, usage.Prompt - usage.Cached - usage.CacheWrite),
        cache_creation_input_tokens = usage.CacheWrite,
        cache_read_input_tokens = usage.Cached,
        output_tokens = output,
    };

    public static string StopReason(Answer answer) => answer switch
    {
        { Refusal: not null } => "refusal",
        { FinishReason: "stop" } => "end_turn",
        { FinishReason: "length" } => "max_tokens",
        { FinishReason: "tool_calls" } => "tool_use",
        { FinishReason: "content_filter" } => "refusal",
        _ => answer.FinishReason,
    };

    private static List<object> Blocks(Answer answer)
    {
        var blocks = new List<object>();
        if (answer.Reasoning.Count > 0)
        {
            blocks.Add(new { type = "thinking", thinking = string.Concat(answer.Reasoning), signature = AnthropicStream.Signature });
        }

        if (answer.Refusal is not null || answer.Chunks.Count > 0)
        {
            blocks.Add(new { type = "text", text = answer.Refusal ?? answer.Text });
        }

        blocks.AddRange(answer.ToolCalls.Select((tool, index) => new
        {
            type = "tool_use",
            id = answer.ToolCallId(index, "toolu"),
            name = tool.Name,
            input = Json.Parsed(tool.Arguments),
        }));
        return blocks;
    }
}
