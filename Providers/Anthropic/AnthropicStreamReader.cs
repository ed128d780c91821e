using System.Text.Json;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Anthropic;

/// <summary>Reads the events of one stream: blocks by number, of which those that call tools get numbers of their own.</summary>
internal sealed class AnthropicStreamReader : IChunkReader
{
    private readonly Dictionary<long, OpenCall> _open = [];
    private TokenUsage? _usage;
    private ChatDelta _delta = ChatDelta.Empty;
    private int _calls;

    public bool IsDone { get; private set; }

    public ChunkFacts Read(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            _delta = Read(document.RootElement);
            return ChunkFacts.Of(_delta) with { EventName = document.RootElement.Text("type") };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("An event of the answer is not valid JSON."), e);
        }
    }

    ChatDelta IChunkReader.ReadDelta(ReadOnlyMemory<byte> data) => _delta;

    private ChatDelta Read(JsonElement root)
    {
        switch (root.Text("type"))
        {
            case "message_start":
                _usage = AnthropicWords.ReadUsage(root.Member("message")?.Member("usage"));
                return ChatDelta.Empty with { Usage = _usage };
            case "content_block_start":
                return StartBlock(root.Whole("index") ?? 0, root.Member("content_block") ?? default);
            case "content_block_delta":
                return ReadDelta(root.Whole("index") ?? 0, root.Member("delta") ?? default);
            case "content_block_stop":
                return StopBlock(root.Whole("index") ?? 0);
            case "message_delta":
                _usage = AnthropicWords.ReadUsage(root.Member("usage"), _usage);
                return ChatDelta.Empty with
                {
                    FinishReason = AnthropicWords.ReadStop(root.Member("delta")?.Text("stop_reason")),
                    Usage = _usage,
                };
            case "message_stop":
                IsDone = true;
                return ChatDelta.Empty;
            case "error":
                throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(root), null));
            case null:
                throw new UpstreamFailureException(UpstreamFailure.Malformed("An event of the answer has no type."));
            default:
                // Pings, and kinds of events yet to come, which the format asks to be ignored.
                return ChatDelta.Empty;
        }
    }

    private ChatDelta StartBlock(long index, JsonElement block)
    {
        switch (block.Text("type"))
        {
            case "text":
                return ChatDelta.Empty with { Text = block.Text("text") };
            case "thinking":
                return ChatDelta.Empty with { Reasoning = block.Text("thinking") };
            case "tool_use":
                var call = _open[index] = new(_calls++, block.Member("input")?.GetRawText() ?? "{}");
                return ChatDelta.Empty with { ToolCalls = [new(call.Index, block.Text("id"), block.Text("name"), "")] };
            default:
                return ChatDelta.Empty;
        }
    }

    private ChatDelta ReadDelta(long index, JsonElement delta)
    {
        switch (delta.Text("type"))
        {
            case "text_delta":
                return ChatDelta.Empty with { Text = delta.Text("text") };
            case "thinking_delta":
                return ChatDelta.Empty with { Reasoning = delta.Text("thinking") };
            case "input_json_delta" when _open.TryGetValue(index, out var call) && delta.Text("partial_json") is { Length: > 0 } json:
                call.HasArguments = true;
                return ChatDelta.Empty with { ToolCalls = [new(call.Index, null, null, json)] };
            default:
                return ChatDelta.Empty;
        }
    }

    // A call without arguments streams none; joined they must be JSON all the same. Some servers say them whole where the block begins.
    private ChatDelta StopBlock(long index) =>
        _open.Remove(index, out var call) && !call.HasArguments
            ? ChatDelta.Empty with { ToolCalls = [new(call.Index, null, null, call.Beginning)] }
            : ChatDelta.Empty;

    private sealed class OpenCall(int index, string beginning)
    {
        public int Index => index;

        public string Beginning => beginning;

        public bool HasArguments { get; set; }
    }
}
