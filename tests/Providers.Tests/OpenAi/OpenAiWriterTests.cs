using System.Buffers;
using System.Text;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;
using Routing.Money;

namespace Providers.Tests.OpenAi;

public class OpenAiWriterTests
{
    private static readonly OpenAiAnswerHead Head = new("chatcmpl-1", "ollama/llama", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    private static readonly TokenUsage Usage = new() { InputTokens = 10, OutputTokens = 7, CachedInputTokens = 4, ReasoningTokens = 3 };

    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void Rule_21_a_whole_answer_has_role_argument_text_and_usage()
    {
        OpenAiChatWriter.WriteCompletion(_output, Head, new()
        {
            Text = "é<&😀",
            ToolCalls = [new("1", "f", "{\"a\":1}")],
            FinishReason = FinishReason.Stop,
            Usage = Usage,
            Reasoning = "hm",
        });
        Assert.Equal(
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"ollama/llama","choices":[{"index":0,"message":{"role":"assistant","content":"é<&😀","reasoning_content":"hm","refusal":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":7,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3}}}
            """,
            Taken().Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_5_to_8_a_stream_repeats_its_head_and_ends_once()
    {
        using var writer = new OpenAiChunkWriter(Head, includeUsage: true);
        List<string> chunks = [];
        foreach (var delta in (ChatDelta[])[
            new() { Text = "a" }, ChatDelta.Empty, new() { Text = "b", FinishReason = FinishReason.Stop }, new() { Usage = Usage }])
        {
            if (writer.TryWrite(_output, delta))
            {
                chunks.Add(Taken());
            }
        }

        Assert.True(writer.TryWriteFinish(_output));
        chunks.Add(Taken());
        Assert.True(writer.TryWriteUsage(_output));
        chunks.Add(Taken());

        const string Front = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"ollama/llama\",\"choices\":[";
        Assert.Equal(
            [
                Front + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":null}],\"usage\":null}",
                Front + "{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":null}],\"usage\":null}",
                Front + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}",
                Front + "],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":7,\"total_tokens\":17,\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":3}}}",
            ],
            chunks);
    }

    [Fact]
    public void Rule_8_usage_reaches_only_callers_who_asked_for_it()
    {
        using var writer = new OpenAiChunkWriter(Head, includeUsage: false);
        Assert.True(writer.TryWrite(_output, new() { Text = "a", FinishReason = FinishReason.Stop, Usage = Usage }));
        Assert.True(writer.TryWriteFinish(_output));
        Assert.False(writer.TryWriteUsage(_output));
        Assert.DoesNotContain("usage", Taken(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_10_the_first_fragment_of_a_call_names_it_and_later_ones_do_not()
    {
        using var writer = new OpenAiChunkWriter(Head, includeUsage: false);
        writer.TryWrite(_output, new() { ToolCalls = [new(0, "1", "f", "")] });
        using var first = JsonDocument.Parse(Taken());
        writer.TryWrite(_output, new() { ToolCalls = [new(0, null, null, "{}")], FinishReason = FinishReason.Stop });
        using var second = JsonDocument.Parse(Taken());
        Assert.Equal(
            """{"role":"assistant","tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":""}}]}""",
            DeltaOf(first));
        Assert.Equal("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""", DeltaOf(second));
        writer.TryWriteFinish(_output);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", Taken(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_4_a_cut_answer_gets_no_reason_that_it_did_not_have()
    {
        using var writer = new OpenAiChunkWriter(Head, includeUsage: false);
        writer.TryWrite(_output, new() { Text = "a" });
        Taken();
        Assert.False(writer.TryWriteFinish(_output));
        Assert.Equal("", Taken());
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"model\" : \"m-2024\",\"x\":1.0}", "{\"id\":\"1\",\"model\" : \"a/b\",\"x\":1.0}")]
    [InlineData("{\"y\":{\"model\":1},\"mod\\u0065l\":null}", "{\"y\":{\"model\":1},\"mod\\u0065l\":\"a/b\"}")]
    [InlineData("{\"id\":\"1\"}", "{\"id\":\"1\"}")]
    public void The_model_of_a_relayed_answer_changes_and_nothing_else(string given, string copied)
    {
        new OpenAiHeadEdit("a/b").Write(Encoding.UTF8.GetBytes(given), _output);
        Assert.Equal(copied, Taken());
    }

    private static string DeltaOf(JsonDocument chunk) => chunk.RootElement.GetProperty("choices")[0].GetProperty("delta").GetRawText();

    private string Taken()
    {
        var text = Encoding.UTF8.GetString(_output.WrittenSpan);
        _output.ResetWrittenCount();
        return text;
    }
}
