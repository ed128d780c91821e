using System.Text;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Tests.OpenAi;

public class OpenAiStreamTests
{
    private const string Head = "\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\"";

    private static readonly string Recorded = string.Concat(
        Event("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
        ": keep-alive\n\n",
        Event("{\"reasoning_content\":\"hm\"}"),
        Event("{\"content\":\"H\\u00e9 \\\"é😀\"}"),
        Event("{\"content\":\"llo\"}"),
        Event("{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}"),
        Event("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}"),
        Event("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}"),
        Event("{\"tool_calls\":[{\"index\":1,\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}"),
        Event("{}", "\"tool_calls\""),
        $"data: {{{Head},\"choices\":[],\"usage\":{{\"prompt_tokens\":10,\"completion_tokens\":7,\"total_tokens\":17,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":3}}}\n\n",
        "data: [DONE]\n\n");

    private static readonly IProviderAdapter Adapter = Targets.Adapter("openai");

    [Fact]
    public async Task Reads_text_thoughts_tool_calls_end_and_usage()
    {
        var answer = Answers.Join((await Answers.ReadStream(Adapter, Recorded)).Select(chunk => chunk.Delta));
        Assert.Equal("Hé \"é😀llo", answer.Text);
        Assert.Equal("hm", answer.Reasoning);
        Assert.Equal([new ToolCall("call_1", "f", "{\"a\":1}"), new ToolCall("call_2", "g", "{}")], answer.ToolCalls.ToArray());
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal(new TokenUsage { InputTokens = 10, OutputTokens = 7, CachedInputTokens = 4, ReasoningTokens = 3 }, answer.Usage);
    }

    [Fact]
    public async Task Gives_the_same_answer_wherever_the_bytes_are_cut()
    {
        var whole = await Answers.ReadStream(Adapter, Recorded);
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Recorded); cut++)
        {
            var chopped = await Answers.ReadStream(Adapter, Recorded, cut);
            Assert.Equal(whole.Select(chunk => chunk.Data), chopped.Select(chunk => chunk.Data));
            Assert.Equal(whole.Select(chunk => chunk.IsContent), chopped.Select(chunk => chunk.IsContent));
        }
    }

    [Fact]
    public async Task Commits_at_the_first_thing_the_caller_sees_and_not_at_the_role()
    {
        var chunks = await Answers.ReadStream(Adapter, Recorded);
        Assert.Equal([false, true, true, true, true, true, true, true, false, false], chunks.Select(chunk => chunk.IsContent));
        Assert.Equal(9, chunks.FindIndex(chunk => chunk.IsUsageOnly));
    }

    [Theory]
    [InlineData("{\"refusal\":\"no\"}", true)]
    [InlineData("{\"reasoning\":\"x\"}", true)]
    [InlineData("{\"tool_calls\":[{\"index\":0}]}", true)]
    [InlineData("{\"function_call\":{\"name\":\"f\"}}", true)]
    [InlineData("{\"con\\u0074ent\":\"x\"}", true)]
    [InlineData("{\"content\":null,\"tool_calls\":[],\"reasoning\":\"\",\"function_call\":null}", false)]
    [InlineData("{\"other\":{\"content\":\"x\"}}", false)]
    [InlineData("null", false)]
    public async Task Knows_content_from_its_absence(string delta, bool isContent)
    {
        var chunks = await Answers.ReadStream(Adapter, Event(delta) + Event("{}", "\"stop\""));
        Assert.Equal(isContent, chunks[0].IsContent);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_cut()
    {
        var failure = await FailureOf(Event("{\"content\":\"a\"}"));
        Assert.Equal(FailureKind.Cut, failure.Kind);
    }

    [Fact]
    public async Task A_stream_may_lack_its_done_mark() =>
        Assert.Equal(2, (await Answers.ReadStream(Adapter, Event("{\"content\":\"a\"}") + Event("{}", "\"stop\""))).Count);

    [Fact]
    public async Task Nothing_behind_the_done_mark_is_read() =>
        Assert.Single(await Answers.ReadStream(Adapter, Event("{}", "\"stop\"") + "data: [DONE]\n\ndata: nonsense\n\n"));

    [Fact]
    public async Task A_stream_that_marks_its_end_and_nothing_else_is_no_answer() =>
        Assert.Equal(FailureKind.Cut, (await FailureOf("data: [DONE]\n\n")).Kind);

    [Theory]
    [InlineData("{\"content\":\"a\"}", "stop")]
    [InlineData("{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}", "tool_calls")]
    public async Task A_finish_that_was_left_out_before_the_done_mark_is_made_up_for(string delta, string reason)
    {
        var usage = $"{{{Head},\"choices\":[],\"usage\":{{\"prompt_tokens\":1,\"completion_tokens\":2}}}}";

        var chunks = await Answers.ReadStream(Adapter, $"{Event("{\"role\":\"assistant\"}")}{Event(delta)}data: {usage}\n\ndata: [DONE]\n\n");

        Assert.Equal(
            [$"{{{Head},\"usage\":null,\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{reason}\"}}]}}", usage],
            chunks[2..].Select(static chunk => chunk.Data));
    }

    [Fact]
    public async Task Calls_of_tools_that_are_not_numbered_are()
    {
        const string first = "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}";
        const string more = "{\"function\":{\"arguments\":\"}\"}}";
        const string second = "{\"index\":null,\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        const string unnamed = "{\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}";

        var chunks = await Answers.ReadStream(
            Adapter, $"{Event($"{{\"tool_calls\":[{first}]}}")}{Event($"{{\"tool_calls\":[{more},{second}]}}")}{Event($"{{\"tool_calls\":[{unnamed}]}}")}{Event("{}", "\"tool_calls\"")}");

        Assert.Equal(
            [
                Event($"{{\"tool_calls\":[{Numbered(0, first)}]}}"),
                Event($"{{\"tool_calls\":[{Numbered(0, more)},{Numbered(1, second.Replace("\"index\":null,", "", StringComparison.Ordinal))}]}}"),
                Event($"{{\"tool_calls\":[{Numbered(2, unnamed)}]}}"),
            ],
            chunks[..3].Select(static chunk => $"data: {chunk.Data}\n\n"));

        static string Numbered(int index, string call) => $"{{\"index\":{index},{call[1..]}";
    }

    [Fact]
    public async Task An_event_that_ends_with_the_connection_is_cut_and_not_malformed() =>
        Assert.Equal(FailureKind.Cut, (await FailureOf("data: {\"choices\":[{\"delta\":{\"con")).Kind);

    [Theory]
    [InlineData("data: nonsense\n\n")]
    [InlineData("data: [1]\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]\n\n")]
    public async Task An_event_that_is_no_json_object_is_malformed(string body) =>
        Assert.Equal(FailureKind.Malformed, (await FailureOf(body)).Kind);

    [Theory]
    [InlineData("{\"message\":\"slow down\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}", FailureKind.RateLimited)]
    [InlineData("{\"message\":\"boom\",\"type\":\"server_error\"}", FailureKind.Upstream)]
    [InlineData("{\"message\":\"provider down\",\"code\":503}", FailureKind.Overloaded)]
    [InlineData("{\"message\":\"bad\",\"type\":\"invalid_request_error\"}", FailureKind.CallerFault)]
    [InlineData("\"text only\"", FailureKind.Upstream)]
    public async Task An_error_inside_a_stream_is_classified(string error, FailureKind kind) =>
        Assert.Equal(kind, (await FailureOf($"data: {{\"error\":{error}}}\n\n")).Kind);

    [Fact]
    public async Task Figures_that_a_provider_puts_into_the_choice_count_as_well()
    {
        var chunks = await Answers.ReadStream(
            Targets.Adapter("kimi"),
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"cached_tokens\":1}}]}\n\n");
        Assert.Equal(new TokenUsage { InputTokens = 3, OutputTokens = 2, CachedInputTokens = 1 }, chunks[0].Delta.Usage);
        Assert.False(chunks[0].IsUsageOnly);
    }

    [Fact]
    public async Task Thoughts_that_show_only_in_the_total_count_as_output()
    {
        var chunks = await Answers.ReadStream(
            Adapter, Event("{}", "\"stop\"") + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":105}}\n\n");
        Assert.Equal(102, chunks[1].Delta.Usage!.Value.OutputTokens);
    }

    [Fact]
    public async Task Counts_the_bytes_of_what_is_shown()
    {
        using var response = Answers.Of(Recorded);
        var bytes = 0;
        await foreach (var chunk in Adapter.ReadChatStreamAsync(response, default))
        {
            bytes += chunk.ContentBytes;
        }

        // Ids and names of the calls are counted along.
        Assert.InRange(bytes, Encoding.UTF8.GetByteCount("hmHé \"é😀llo{\"a\":1}{}"), 60);
    }

    private static string Event(string delta, string finish = "null") =>
        $"data: {{{Head},\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}],\"usage\":null}}\n\n";

    private static async Task<UpstreamFailure> FailureOf(string body) =>
        (await Assert.ThrowsAsync<UpstreamFailureException>(() => Answers.ReadStream(Adapter, body))).Failure;
}
