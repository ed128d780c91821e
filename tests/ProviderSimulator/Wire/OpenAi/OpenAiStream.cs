using System.Text;

namespace Simulation.Wire.OpenAi;

/// <summary>The chunks of one streamed OpenAI chat completion.</summary>
internal static class OpenAiStream
{
    public static IEnumerable<Frame> Frames(Answer answer)
    {
        var head = Head(answer);
        var noUsage = answer.ShowUsage ? ",\"usage\":null}\n\n"u8.ToArray() : "}\n\n"u8.ToArray();

        yield return Chunk(FrameKind.Framing, new { role = "assistant", content = "", refusal = (string?)null });
        foreach (var text in answer.Reasoning)
        {
            yield return Chunk(FrameKind.Content, new { reasoning_content = text });
        }

        if (answer.Refusal is { } refusal)
        {
            yield return Chunk(FrameKind.Content, new { refusal });
        }

        foreach (var text in answer.Chunks)
        {
            yield return new Frame(
                FrameKind.Content,
                (byte[])[.. head, .. "{\"content\":"u8, .. Json.Quoted(text), .. "},\"logprobs\":null,\"finish_reason\":null}]"u8, .. noUsage]);
        }

        for (var index = 0; index < answer.ToolCalls.Count; index++)
        {
            var tool = answer.ToolCalls[index];
            var function = new { name = tool.Name, arguments = "" };
            yield return Chunk(FrameKind.Content, new { tool_calls = new[] { new { index, id = answer.ToolCallId(index), type = "function", function } } });
            foreach (var part in Json.Fragments(tool.Arguments))
            {
                yield return Chunk(FrameKind.Content, new { tool_calls = new[] { new { index, function = new { arguments = part } } } });
            }
        }

        yield return Chunk(FrameKind.Closing, new { }, answer.FinishReason);
        if (answer.ShowUsage)
        {
            byte[] usage = [.. HeadToChoices(answer), .. "],\"usage\":"u8, .. Json.Bytes(OpenAiWire.Usage(answer.Usage)), .. "}\n\n"u8];
            yield return new Frame(FrameKind.Closing, usage);
        }

        yield return new Frame(FrameKind.Closing, "data: [DONE]\n\n"u8.ToArray());

        Frame Chunk(FrameKind kind, object delta, string? finish = null)
        {
            var reason = finish is null ? "null"u8.ToArray() : Json.Quoted(finish);
            return new Frame(kind, (byte[])[.. head, .. Json.Bytes(delta), .. ",\"logprobs\":null,\"finish_reason\":"u8, .. reason, .. "}]"u8, .. noUsage]);
        }
    }

    // Everything before the delta is the same in each chunk of an answer, so it is composed once.
    private static byte[] Head(Answer answer) => [.. HeadToChoices(answer), .. "{\"index\":0,\"delta\":"u8];

    private static byte[] HeadToChoices(Answer answer) =>
    [
        .. "data: {\"id\":"u8, .. Json.Quoted($"chatcmpl-{answer.Id}"),
        .. ",\"object\":\"chat.completion.chunk\",\"created\":"u8, .. Encoding.ASCII.GetBytes(Answer.Created.ToString()),
        .. ",\"model\":"u8, .. Json.Quoted(answer.Model),
        .. ",\"system_fingerprint\":\"fp_simulated\",\"choices\":["u8,
    ];
}
