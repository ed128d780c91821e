using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Tests.OpenAi;

public class OpenAiAnswerTests
{
    private static readonly IProviderAdapter Adapter = Targets.Adapter("deepseek");

    [Fact]
    public async Task Keeps_the_body_and_reads_the_answer_on_demand()
    {
        const string Body = """
            {"id":"c1","model":"m","unknown":1.50,"choices":[{"index":0,"finish_reason":"length","message":{"role":"assistant","content":"hi",
             "reasoning_content":"hm","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}}],
             "usage":{"prompt_tokens":9,"completion_tokens":4,"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":4}}
            """;
        using var response = Answers.Of(Body);
        var completion = await Adapter.ReadChatAsync(response, default);
        Assert.Equal(Body, System.Text.Encoding.UTF8.GetString(completion.Body.Span));
        Assert.Equal(FinishReason.Length, completion.FinishReason);
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 4, CachedInputTokens = 5 }, completion.Usage);
        Assert.Equal("hi|hm|Length", Answers.Print(completion.Answer)[..12]);
        Assert.Equal([new ToolCall("1", "f", "{}")], completion.Answer.ToolCalls.ToArray());
        Assert.Equal(("c1", "m"), (completion.Answer.Id, completion.Answer.Model));
    }

    [Theory]
    [InlineData("", FailureKind.Malformed)]
    [InlineData("<html>login</html>", FailureKind.Malformed)]
    [InlineData("{\"choices\":[]}", FailureKind.Malformed)]
    [InlineData("{\"choices\":{}}", FailureKind.Malformed)]
    [InlineData("{\"status\":\"ok\"}", FailureKind.Malformed)]
    [InlineData("{\"error\":{\"message\":\"x\",\"code\":429}}", FailureKind.RateLimited)]
    public async Task A_success_that_is_none_is_a_failure(string body, FailureKind kind)
    {
        using var response = Answers.Of(body);
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Adapter.ReadChatAsync(response, default).AsTask());
        Assert.Equal(kind, thrown.Failure.Kind);
    }

    private const string Parts = """[{"type":"thinking","thinking":[{"type":"text","text":"h"},{"type":"text","text":"m"}]},{"type":"text","text":"Hé "},{"type":"text","text":"you"}]""";
    private const string Call = """[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":{"a":1}}}]""";

    [Fact]
    public async Task Reads_content_in_parts_and_arguments_that_are_no_text()
    {
        using var response = Answers.Of($$$"""{"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":{{{Parts}}},"tool_calls":{{{Call}}} } }]}""");
        var whole = (await Adapter.ReadChatAsync(response, default)).Answer;
        var streamed = Answers.Join((await Answers.ReadStream(
            Adapter,
            $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{Parts},\"tool_calls\":{Call}}},\"finish_reason\":\"tool_calls\"}}]}}\n\ndata: [DONE]\n\n")).Select(static chunk => chunk.Delta));

        Assert.All([whole, streamed], static answer => Assert.Equal(
            ("Hé you", "hm", new ToolCall("1", "f", "{\"a\":1}")), (answer.Text.ToString(), answer.Reasoning.ToString(), Assert.Single(answer.ToolCalls))));
    }
}
