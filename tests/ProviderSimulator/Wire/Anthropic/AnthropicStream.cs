namespace Simulation.Wire.Anthropic;

/// <summary>The events of one streamed Anthropic message: blocks numbered without gaps, each opened and closed.</summary>
internal static class AnthropicStream
{
    public const string Signature = "c2ltdWxhdGVk";

    public static IEnumerable<Frame> Frames(Answer answer)
    {
        yield return Event(FrameKind.Framing, "message_start", new
        {
            type = "message_start",
            message = new
            {
                id = $"msg_{answer.Id}",
                type = "message",
                role = "assistant",
                model = answer.Model,
                content = Array.Empty<object>(),
                stop_reason = (string?)null,
                stop_sequence = (string?)null,
                usage = AnthropicWire.Usage(answer.Usage, output: 1),
            },
        });
        yield return Event(FrameKind.Framing, "ping", new { type = "ping" });

        var index = 0;
        foreach (var frame in Blocks(answer).SelectMany(block => block.Frames(index++)))
        {
            yield return frame;
        }

        yield return Event(FrameKind.Closing, "message_delta", new
        {
            type = "message_delta",
            delta = new { stop_reason = AnthropicWire.StopReason(answer), stop_sequence = (string?)null },
            usage = new { output_tokens = answer.Usage.Completion },
        });
        yield return Event(FrameKind.Closing, "message_stop", new { type = "message_stop" });
    }

    private static IEnumerable<Block> Blocks(Answer answer)
    {
        if (answer.Reasoning.Count > 0)
        {
            yield return new Block(
                new { type = "thinking", thinking = "", signature = "" },
                [.. answer.Reasoning.Select(thinking => new { type = "thinking_delta", thinking }), new { type = "signature_delta", signature = Signature }]);
        }

        IReadOnlyList<string> texts = answer.Refusal is { } refusal ? [refusal] : answer.Chunks;
        if (texts.Count > 0)
        {
            yield return new Block(new { type = "text", text = "" }, [.. texts.Select(text => new { type = "text_delta", text })]);
        }

        for (var i = 0; i < answer.ToolCalls.Count; i++)
        {
            yield return new Block(
                new { type = "tool_use", id = answer.ToolCallId(i, "toolu"), name = answer.ToolCalls[i].Name, input = new { } },
                [.. Json.Fragments(answer.ToolCalls[i].Arguments).Select(part => new { type = "input_json_delta", partial_json = part })]);
        }
    }

    private static Frame Event(FrameKind kind, string name, object data) => new(kind, Json.Event(name, data));

    private sealed record Block(object Start, IReadOnlyList<object> Deltas)
    {
        public IEnumerable<Frame> Frames(int index)
        {
            yield return Event(FrameKind.Framing, "content_block_start", new { type = "content_block_start", index, content_block = Start });
            foreach (var delta in Deltas)
            {
                yield return Event(FrameKind.Content, "content_block_delta", new { type = "content_block_delta", index, delta });
            }

            yield return Event(FrameKind.Framing, "content_block_stop", new { type = "content_block_stop", index });
        }
    }
}
