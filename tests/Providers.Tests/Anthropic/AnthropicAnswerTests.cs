using System.Text;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Tests.Anthropic;

public class AnthropicAnswerTests
{
    private const string Start =
        """event: message_start""" + "\n"
        + """data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":1}}}""" + "\n\n";

    private static readonly string Recorded = Start + string.Concat(((string[])[
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hé "}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"😀"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"g","input":{}}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"event_yet_to_come","x":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}""",
        """{"type":"message_stop"}"""]).Select(data => $"event: any\ndata: {data}\n\n"));

    private static readonly IProviderAdapter Adapter = Targets.Adapter("anthropic");

    private static readonly TokenUsage Usage = new() { InputTokens = 123, CachedInputTokens = 100, CacheWriteTokens = 20, OutputTokens = 89 };

    [Fact]
    public async Task Reads_a_stream_the_same_wherever_the_bytes_are_cut()
    {
        var expected = Answers.Print(new()
        {
            Text = "Hé 😀",
            Reasoning = "hm",
            FinishReason = FinishReason.ToolCalls,
            Usage = Usage,
            ToolCalls = [new("toolu_1", "f", "{\"a\":1}"), new("toolu_2", "g", "{}")],
        });
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Recorded); cut++)
        {
            var chunks = await Answers.ReadStream(Adapter, Recorded, cut);
            Assert.Equal(expected, Answers.Print(Answers.Join(chunks.Select(chunk => chunk.Delta))));
        }
    }

    [Fact]
    public async Task Commits_at_the_first_thing_the_caller_sees()
    {
        var chunks = await Answers.ReadStream(Adapter, Recorded);
        Assert.Equal(3, chunks.FindIndex(chunk => chunk.IsContent));
        Assert.DoesNotContain(chunks, chunk => chunk.IsUsageOnly);
        Assert.Equal(20, chunks.Count);
    }

    [Fact]
    public async Task Gives_every_call_a_name_and_number_first_and_text_later()
    {
        var calls = (await Answers.ReadStream(Adapter, Recorded)).SelectMany(chunk => chunk.Delta.ToolCalls).ToArray();
        Assert.Equal(
            [
                new(0, "toolu_1", "f", ""), new(0, null, null, "{\"a\":"), new(0, null, null, "1}"),
                new(1, "toolu_2", "g", ""), new ToolCallDelta(1, null, null, "{}"),
            ],
            calls);
    }

    [Fact]
    public async Task Reads_a_whole_message()
    {
        using var response = Answers.Of("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","stop_reason":"max_tokens","stop_sequence":null,
             "content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"a"},{"type":"text","text":"b"},
               {"type":"tool_use","id":"t","name":"f","input":{"a":[1.50]}}],
             "usage":{"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":89}}
            """);
        var completion = await Adapter.ReadChatAsync(response, default);
        var answer = completion.Answer;
        Assert.Equal(("msg_1", "claude", "ab", "hm"), (answer.Id, answer.Model, answer.Text?.ToString(), answer.Reasoning?.ToString()));
        Assert.Equal(new ToolCall("t", "f", "{\"a\":[1.50]}"), Assert.Single(answer.ToolCalls));
        Assert.Equal((FinishReason.Length, Usage), (completion.FinishReason, completion.Usage));
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    public async Task Knows_why_a_message_ended(string reason, FinishReason finish)
    {
        using var response = Answers.Of($"{{\"content\":[],\"stop_reason\":\"{reason}\"}}");
        Assert.Equal(finish, (await Adapter.ReadChatAsync(response, default)).FinishReason);
    }

    [Theory]
    [InlineData("", FailureKind.Cut)]
    [InlineData("data: {\"type\":\"mess", FailureKind.Cut)]
    [InlineData("data: nonsense\n\n", FailureKind.Malformed)]
    [InlineData("data: {\"x\":1}\n\n", FailureKind.Malformed)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", FailureKind.Overloaded)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n", FailureKind.Upstream)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}\n\n", FailureKind.RateLimited)]
    public async Task A_stream_that_ends_badly_is_a_failure(string rest, FailureKind kind)
    {
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Answers.ReadStream(Adapter, Start + rest));
        Assert.Equal(kind, thrown.Failure.Kind);
    }

    [Theory]
    [InlineData(529, "overloaded_error", "Overloaded", FailureKind.Overloaded)]
    [InlineData(429, "rate_limit_error", "x", FailureKind.RateLimited)]
    [InlineData(401, "authentication_error", "x", FailureKind.Credential)]
    [InlineData(403, "permission_error", "x", FailureKind.Credential)]
    [InlineData(404, "not_found_error", "model: x", FailureKind.ModelGone)]
    [InlineData(413, "request_too_large", "x", FailureKind.CallerFault)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", FailureKind.ContextLength)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API", FailureKind.QuotaExceeded)]
    [InlineData(400, "invalid_request_error", "messages: roles must alternate", FailureKind.CallerFault)]
    [InlineData(500, "api_error", "x", FailureKind.Upstream)]
    public async Task Classifies_its_errors(int status, string type, string message, FailureKind kind)
    {
        using var response = Answers.Of(
            $"{{\"type\":\"error\",\"error\":{{\"type\":\"{type}\",\"message\":\"{message}\"}},\"request_id\":\"r\"}}", (System.Net.HttpStatusCode)status);
        var failure = await Adapter.ReadFailureAsync(response, DateTimeOffset.UnixEpoch, default);
        Assert.Equal((kind, status), (failure.Kind, failure.Status));
    }

    [Fact]
    public void Reads_its_list_of_models()
    {
        var list = Adapter.ReadModels("""
            {"data":[{"type":"model","id":"claude-x","display_name":"Claude X","created_at":"2026-02-04T00:00:00Z","max_input_tokens":1000000,"max_tokens":128000}],"has_more":false,"last_id":"claude-x"}
            """u8.ToArray());
        var model = Assert.Single(list.Models);
        Assert.Null(list.NextPage);
        Assert.Equal(("claude-x", "Claude X", 1_000_000, 128_000), (model.Id, model.Name, model.ContextWindow, model.MaxOutputTokens));
        Assert.Equal(new DateTimeOffset(2026, 2, 4, 0, 0, 0, TimeSpan.Zero), model.Created);
    }

    [Fact]
    public async Task Arguments_may_be_whole_where_a_call_begins()
    {
        const string Whole = """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"1","name":"f","input":{"a":1}}}""";
        var body = Start + string.Concat(((string[])[
            Whole, """{"type":"content_block_stop","index":0}""", """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}}""", """{"type":"message_stop"}"""])
            .Select(static data => $"event: any\ndata: {data}\n\n"));

        var answer = Answers.Join((await Answers.ReadStream(Adapter, body)).Select(static chunk => chunk.Delta));

        Assert.Equal([new ToolCall("1", "f", "{\"a\":1}")], answer.ToolCalls.ToArray());
    }
}
