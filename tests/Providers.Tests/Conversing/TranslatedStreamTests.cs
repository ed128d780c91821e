using System.Buffers;
using System.Text;
using Providers.Anthropic;
using Providers.Ollama;
using Providers.OpenAi;
using Routing.Money;

namespace Providers.Tests.Conversing;

/// <summary>Streams as providers sent them, written anew for callers of every other format.</summary>
public class TranslatedStreamTests
{
    private static readonly Dictionary<string, string> Recorded = new()
    {
        ["openai"] = Events(
            """{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{"content":"Hé 😀"},"finish_reason":null}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}""",
            """{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """{"id":"c","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}""",
            "[DONE]"),
        ["anthropic"] = Events(
            """{"type":"message_start","message":{"id":"msg_1","model":"claude","content":[],"usage":{"input_tokens":20,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hé 😀"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"x\":1}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""",
            """{"type":"message_stop"}"""),
        ["ollama"] = string.Concat(((string[])[
            """{"model":"m","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"Hé "},"done":false}""",
            """{"model":"m","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"😀"},"done":false}""",
            """{"model":"m","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"f","arguments":{"x":1}}},{"id":"b","function":{"name":"g","arguments":{}}}]},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":20,"eval_count":9}"""])
            .Select(line => line + "\n")),
    };

    public static TheoryData<string> Profiles => [.. Recorded.Keys];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Rule_37_wherever_the_bytes_are_cut_every_caller_gets_the_same(string profile)
    {
        var whole = await WriteAsync(profile);
        Assert.All(["\"f\"", "\"g\"", "20", "9"], said => Assert.Contains(said, whole, StringComparison.Ordinal));
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Recorded[profile]); cut++)
        {
            Assert.Equal(whole, await WriteAsync(profile, cut));
        }
    }

    private static async Task<string> WriteAsync(string profile, params int[] cuts)
    {
        var output = new ArrayBufferWriter<byte>();
        using var chunks = new OpenAiChunkWriter(new("chatcmpl-1", "m", DateTimeOffset.UnixEpoch), includeUsage: true);
        using var events = new AnthropicEventWriter(new("msg_1", "m"));
        using var lines = new OllamaAnswerWriter("m", isPrompt: false, new StoppedClock());
        var usage = default(TokenUsage);
        foreach (var (delta, _, _, _) in await Answers.ReadStream(Targets.Adapter(profile), Recorded[profile], cuts))
        {
            usage = delta.Usage ?? usage;
            chunks.TryWrite(output, delta);
            events.Write(output, delta);
            lines.TryWrite(output, delta);
        }

        chunks.TryWriteFinish(output);
        chunks.TryWriteUsage(output);
        events.WriteEnd(output, usage);
        lines.TryWriteCalls(output);
        lines.WriteEnd(output, usage, default);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Events(params string[] data) => string.Concat(data.Select(one => $"data: {one}\n\n"));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
