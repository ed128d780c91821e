using System.Buffers;
using System.Text;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi.Responses;
using Routing.Money;

namespace Providers.Tests.OpenAi.Responses;

public sealed class ResponseWriterTests
{
    private static readonly TokenUsage Usage = new() { InputTokens = 11, OutputTokens = 5, CachedInputTokens = 4, ReasoningTokens = 2 };

    private static readonly ChatDelta[] Everything =
    [
        new() { Reasoning = "h" },
        new() { Reasoning = "m" },
        new() { Text = "Hel" },
        new() { Text = "lo" },
        new() { ToolCalls = [new(0, "c1", "look", "")] },
        new() { ToolCalls = [new(0, null, null, "{\"a\""), new(1, "c2", "listen", "{")] },
        new() { ToolCalls = [new(0, null, null, ":1}"), new(1, null, null, "}", "sig")] },
        new() { FinishReason = FinishReason.ToolCalls },
    ];

    [Fact]
    public void Rule_22_events_come_in_order_numbered_and_named()
    {
        var events = Stream(Everything);

        Assert.Equal(
            [
                "response.created", "response.in_progress",
                "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta", "response.reasoning_summary_text.delta",
                "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
                "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
                "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.output_item.added", "response.function_call_arguments.delta",
                "response.output_item.added", "response.function_call_arguments.delta",
                "response.function_call_arguments.delta", "response.function_call_arguments.delta",
                "response.function_call_arguments.done", "response.output_item.done", "response.function_call_arguments.done", "response.output_item.done",
                "response.completed",
            ],
            events.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(one => one.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(
            [0, 1, 2, 3],
            events.Where(one => one.GetProperty("type").GetString() == "response.output_item.added").Select(one => one.GetProperty("output_index").GetInt32()));
    }

    [Fact]
    public void Every_item_is_closed_under_the_id_it_was_opened_with()
    {
        var events = Stream(Everything);
        var added = Items(events, "response.output_item.added");
        var done = Items(events, "response.output_item.done");

        Assert.Equal(added.Keys.Order(), done.Keys.Order());
        Assert.All(added, item => Assert.Equal("in_progress", item.Value.GetProperty("status").GetString()));
        Assert.All(done, item => Assert.Equal("completed", item.Value.GetProperty("status").GetString()));
        var last = events[^1].GetProperty("response");
        Assert.Equal(done.Values.Select(item => item.GetRawText()), last.GetProperty("output").EnumerateArray().Select(item => item.GetRawText()));
        Assert.All(
            events.Where(one => one.TryGetProperty("item_id", out _)),
            one => Assert.Equal(one.GetProperty("output_index").GetInt32(), events.First(
                other => other.TryGetProperty("item", out var item) && item.GetProperty("id").GetString() == one.GetProperty("item_id").GetString())
                .GetProperty("output_index").GetInt32()));
    }

    [Fact]
    public void Rule_36_a_response_in_one_piece_is_the_one_that_a_stream_ends_with()
    {
        var json = new ArrayBufferWriter<byte>();

        ResponseWriter.WriteWhole(json, Head(), Answers.Join(Everything) with
        {
            ToolCalls = [new("c1", "look", "{\"a\":1}"), new("c2", "listen", "{}", "sig")],
        }, Usage);

        Assert.Equal(Stream(Everything)[^1].GetProperty("response").GetRawText(), Encoding.UTF8.GetString(json.WrittenSpan));
    }

    [Theory]
    [InlineData(FinishReason.Length, "max_output_tokens")]
    [InlineData(FinishReason.ContentFilter, "content_filter")]
    public void An_answer_that_was_cut_is_incomplete(FinishReason finish, string reason)
    {
        var events = Stream([new() { Text = "Hel" }, new() { FinishReason = finish }]);

        Assert.Equal("response.incomplete", events[^1].GetProperty("type").GetString());
        var response = events[^1].GetProperty("response");
        Assert.Equal("incomplete", response.GetProperty("status").GetString());
        Assert.Equal(reason, response.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal("incomplete", response.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.Equal(
            """{"input_tokens":11,"input_tokens_details":{"cached_tokens":4},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":16}""",
            response.GetProperty("usage").GetRawText());
    }

    [Fact]
    public void A_refusal_is_a_part_of_its_own()
    {
        var events = Stream([new() { Refusal = "I ca" }, new() { Refusal = "n't" }, new() { FinishReason = FinishReason.Stop }]);

        Assert.Equal("""{"type":"refusal","refusal":"I can't"}""", events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("content")[0].GetRawText());
        Assert.Contains("response.refusal.done", events.Select(one => one.GetProperty("type").GetString()));
    }

    [Fact]
    public void A_stream_that_breaks_off_fails_and_is_never_completed()
    {
        var events = Stream([new() { Text = "Hel" }], writer => writer.Fail("server_error", "It broke off."));

        Assert.Equal("response.failed", events[^1].GetProperty("type").GetString());
        var response = events[^1].GetProperty("response");
        Assert.Equal("failed", response.GetProperty("status").GetString());
        Assert.Equal("""{"code":"server_error","message":"It broke off."}""", response.GetProperty("error").GetRawText());
        Assert.DoesNotContain("response.completed", events.Select(one => one.GetProperty("type").GetString()));
    }

    [Fact]
    public void The_callers_wishes_are_repeated_and_nothing_is_said_to_be_stored()
    {
        var response = Stream(Everything, request: """{"input":"x","store":true,"metadata":{"a":"b"},"temperature":0.5,"tools":[{"type":"function","name":"f"}]}""")[^1]
            .GetProperty("response");

        Assert.Equal("""{"a":"b"}""", response.GetProperty("metadata").GetRawText());
        Assert.Equal("0.5", response.GetProperty("temperature").GetRawText());
        Assert.Equal("f", response.GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.Equal("auto", response.GetProperty("tool_choice").GetString());
        Assert.False(response.GetProperty("store").GetBoolean());
        Assert.Equal(JsonValueKind.Null, response.GetProperty("previous_response_id").ValueKind);
    }

    private static ResponseHead Head(string request = """{"input":"x"}""") =>
        new("k", "m", DateTimeOffset.UnixEpoch, ResponsesReader.Read(Encoding.UTF8.GetBytes(request)).Request!);

    private static List<JsonElement> Stream(ChatDelta[] deltas, Action<ResponseWriter>? end = null, string request = """{"input":"x"}""")
    {
        var events = new List<JsonElement>();
        using var writer = new ResponseWriter(Head(request), (type, json) =>
        {
            events.Add(JsonElement.Parse(json));
            Assert.Equal(type, events[^1].GetProperty("type").GetString());
        });
        foreach (var delta in deltas)
        {
            writer.Add(delta);
        }

        (end ?? (complete => complete.Complete(Usage)))(writer);
        return events;
    }

    private static Dictionary<string, JsonElement> Items(List<JsonElement> events, string type) => events
        .Where(one => one.GetProperty("type").GetString() == type)
        .ToDictionary(one => one.GetProperty("item").GetProperty("id").GetString()!, one => one.GetProperty("item"));
}
