using System.Buffers;
using System.Text;
using System.Text.Json;
using Providers.Anthropic;
using Providers.Chat;
using Routing.Money;

namespace Providers.Tests.Anthropic;

/// <summary>Answers as Anthropic's callers get them from upstreams of another format.</summary>
public class AnthropicWriterTests
{
    private static readonly AnthropicAnswerHead Head = new("msg_1", "m");

    private static readonly TokenUsage Usage = new()
    {
        InputTokens = 123,
        CachedInputTokens = 100,
        CacheWriteTokens = 20,
        OutputTokens = 9,
        ReasoningTokens = 4,
    };

    [Fact]
    public void Rules_23_to_27_a_stream_is_blocks_in_order_each_opened_and_closed()
    {
        Assert.Equal(
            """
            message_start {"message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}
            content_block_start {"index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
            content_block_delta {"index":0,"delta":{"type":"thinking_delta","thinking":"h"}}
            content_block_delta {"index":0,"delta":{"type":"thinking_delta","thinking":"m"}}
            content_block_stop {"index":0}
            content_block_start {"index":1,"content_block":{"type":"text","text":""}}
            content_block_delta {"index":1,"delta":{"type":"text_delta","text":"Hé \uD83D\uDE00\n"}}
            content_block_stop {"index":1}
            content_block_start {"index":2,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}
            content_block_delta {"index":2,"delta":{"type":"input_json_delta","partial_json":"{\"x\":"}}
            content_block_delta {"index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}
            content_block_stop {"index":2}
            message_delta {"delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}
            message_stop {}
            """.ReplaceLineEndings("\n"),
            Events(
                ChatDelta.Empty,
                new() { Reasoning = "h" },
                new() { Reasoning = "m", Text = "Hé 😀\n" },
                new() { ToolCalls = [new(0, "a", "f", "{\"x\":")] },
                new() { ToolCalls = [new(0, null, null, "1}")] },
                new() { FinishReason = FinishReason.Stop, Usage = Usage }));
    }

    [Fact]
    public void Calls_whose_fragments_come_interleaved_go_out_one_after_the_other()
    {
        var events = Events(
            new() { ToolCalls = [new(0, "a", "f", "{\"x\":\"}"), new(1, "b", "g", "{\"y\"")] },
            new() { ToolCalls = [new(1, null, null, ":2}"), new(0, null, null, "\\\"\"}")] });
        Assert.Equal(
            ["a", "b"],
            Data(events).Where(one => one.TryGetProperty("content_block", out _)).Select(one => one.GetProperty("content_block").GetProperty("id").GetString()));
        Assert.Equal(["{\"x\":\"}\\\"\"}", "{\"y\":2}"], Arguments(events));
    }

    [Fact]
    public void A_call_without_arguments_keeps_none_of_the_others_back_for_ever()
    {
        var events = Events(
            new() { ToolCalls = [new(0, "a", "f", "")] },
            new() { ToolCalls = [new(1, "b", "g", "{}")] });
        Assert.Equal(["", "{}"], Arguments(events));
    }

    [Theory]
    [InlineData(FinishReason.Stop, "end_turn")]
    [InlineData(FinishReason.Length, "max_tokens")]
    [InlineData(FinishReason.ContentFilter, "refusal")]
    public void Says_why_the_answer_ended(FinishReason reason, string word)
    {
        Assert.Contains($"\"stop_reason\":\"{word}\"", Events(new ChatDelta { Text = "x", FinishReason = reason }), StringComparison.Ordinal);
        Assert.Equal(word, Whole(new() { Text = "x", FinishReason = reason }).GetProperty("stop_reason").GetString());
    }

    [Fact]
    public void A_whole_answer_has_its_blocks_and_counts()
    {
        var answer = Whole(new()
        {
            Text = "x",
            Reasoning = "hm",
            ToolCalls = [new("a", "f", "{\"x\":1}"), new("b", "g", "")],
            FinishReason = FinishReason.Stop,
        });
        using var expected = JsonDocument.Parse(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"hm","signature":""},
             {"type":"text","text":"x"},{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"g","input":{}}],
             "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":20,
             "cache_read_input_tokens":100,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}
            """);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, answer), answer.GetRawText());
    }

    private static JsonElement Whole(ChatAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AnthropicAnswerWriter.Write(buffer, Head, answer, Usage);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>One line for each event: its name, and its data without the type, which must say the same.</summary>
    private static string Events(params ChatDelta[] deltas)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new AnthropicEventWriter(Head);
        foreach (var delta in deltas)
        {
            writer.Write(buffer, delta);
        }

        writer.WriteEnd(buffer, Usage);
        var frames = Encoding.UTF8.GetString(buffer.WrittenSpan).Split("\n\n");
        Assert.Equal("", frames[^1]);
        return string.Join('\n', frames[..^1].Select(Line));
    }

    private static string Line(string frame)
    {
        var lines = frame.Split('\n');
        Assert.Equal(2, lines.Length);
        var name = lines[0]["event: ".Length..];
        var type = $"{{\"type\":\"{name}\"";
        var data = lines[1]["data: ".Length..];
        Assert.StartsWith(type, data, StringComparison.Ordinal);
        return $"{name} {{{data[type.Length..].TrimStart(',')}";
    }

    private static IEnumerable<JsonElement> Data(string events) =>
        events.Split('\n').Select(line => JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]).RootElement);

    private static string[] Arguments(string events)
    {
        var arguments = new List<string>();
        foreach (var one in Data(events))
        {
            if (one.TryGetProperty("content_block", out _))
            {
                arguments.Add("");
            }
            else if (one.TryGetProperty("delta", out var delta) && delta.TryGetProperty("partial_json", out var json))
            {
                arguments[^1] += json.GetString();
            }
        }

        return [.. arguments];
    }

    [Fact]
    public void What_is_said_within_a_call_follows_it()
    {
        var events = Events(
            new() { ToolCalls = [new(0, "a", "f", "{\"x\":")] },
            new() { Text = "mid" },
            new() { ToolCalls = [new(0, null, null, "1}")] },
            new() { Text = "dle" });
        Assert.Contains(
            """
            content_block_start {"index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}
            content_block_delta {"index":0,"delta":{"type":"input_json_delta","partial_json":"{\"x\":"}}
            content_block_delta {"index":0,"delta":{"type":"input_json_delta","partial_json":"1}"}}
            content_block_stop {"index":0}
            content_block_start {"index":1,"content_block":{"type":"text","text":""}}
            content_block_delta {"index":1,"delta":{"type":"text_delta","text":"mid"}}
            content_block_delta {"index":1,"delta":{"type":"text_delta","text":"dle"}}
            content_block_stop {"index":1}
            """.ReplaceLineEndings("\n"),
            events,
            StringComparison.Ordinal);
    }
}
