using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Anthropic;

/// <summary>The events of a streamed message.</summary>
public sealed class EventRules : MessagesTest
{
    private const string Tools =
        """
        ,"tools":[{"name":"look_up","input_schema":{"type":"object"}},{"name":"add","input_schema":{"type":"object"}}]
        """;

    // The simulator signs what it thinks by this.
    private const string Signature = "c2ltdWxhdGVk";

    private static readonly Reply TextAndTools = new()
    {
        Chunks = ["Let me ", "see."],
        ToolCalls = [new SimulatedToolCall("look_up", """{"word":"Grüße"}"""), new SimulatedToolCall("add", """{"left":1,"right":2}""")],
    };

    [Fact]
    public async Task Rule_23_Every_event_is_named_after_the_type_of_its_data()
    {
        var stream = await StreamAsync(Gateway);

        Assert.NotEmpty(stream.Events);
        Assert.All(stream.Events, one => Assert.Equal(JsonElement.Parse(one.Data).TextOf("type"), one.Name));
    }

    [Fact]
    public async Task Rule_24_Events_come_in_the_order_that_SDKs_put_together()
    {
        Gateway.Upstream.Replies(TextAndTools);

        var types = (await StreamAsync(Gateway, Tools)).Chunks.Select(chunk => chunk.TextOf("type")!).Where(type => type != "ping").ToArray();

        Assert.Equal(("message_start", "message_delta", "message_stop"), (types[0], types[^2], types[^1]));
        var open = false;
        foreach (var type in types[1..^2])
        {
            Assert.Contains(type, (string[])["content_block_start", "content_block_delta", "content_block_stop"]);
            Assert.True(open == (type != "content_block_start"), $"{type} where a block is {(open ? "open" : "closed")}: {string.Join(' ', types)}");
            open = type != "content_block_stop";
        }

        Assert.False(open, "a block was never closed");
    }

    [Fact]
    public async Task Rule_25_Blocks_are_counted_from_nought_without_gaps()
    {
        Gateway.Upstream.Replies(TextAndTools);

        var stream = await StreamAsync(Gateway, Tools);

        Assert.Equal([0, 1, 2], Of(stream, "content_block_start").Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal([0, 1, 2], Of(stream, "content_block_stop").Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal(
            ["text", "tool_use", "tool_use"], Of(stream, "content_block_start").Select(one => one.GetProperty("content_block").TextOf("type")));
    }

    [Fact]
    public async Task Rule_26_A_delta_has_the_type_of_its_block_and_arguments_join_to_JSON()
    {
        Gateway.Upstream.Replies(TextAndTools with { Reasoning = ["Hm."] });

        var stream = await StreamAsync(Gateway, Tools);

        Dictionary<string, string[]> fitting = new()
        {
            ["text"] = ["text_delta", "citations_delta"],
            ["tool_use"] = ["input_json_delta"],
            ["thinking"] = ["thinking_delta", "signature_delta"],
        };
        var blocks = Of(stream, "content_block_start").ToDictionary(one => one.GetProperty("index").GetInt32(), one => one.GetProperty("content_block"));
        var deltas = Of(stream, "content_block_delta").ToLookup(one => one.GetProperty("index").GetInt32(), one => one.GetProperty("delta"));
        Assert.All(deltas, block => Assert.All(block, delta => Assert.Contains(delta.TextOf("type"), fitting[blocks[block.Key].TextOf("type")!])));
        var inputs = blocks.Where(block => block.Value.TextOf("type") == "tool_use").ToDictionary(
            block => block.Value.TextOf("name")!, block => string.Concat(deltas[block.Key].Select(delta => delta.TextOf("partial_json"))));
        Assert.Equal("Grüße", JsonElement.Parse(inputs["look_up"]).TextOf("word"));
        Assert.Equal(2, JsonElement.Parse(inputs["add"]).GetProperty("right").GetInt32());
        Assert.Equal("Let me see.", Text(stream));
    }

    [Fact]
    public async Task Rule_26_A_signature_passes_through_unchanged()
    {
        await FreshAsync("anthropic");
        Gateway.Upstream.Replies(Reply.Text("Hello") with { Reasoning = ["Hm."] });

        var stream = await StreamAsync(Gateway);

        var signature = Assert.Single(
            Of(stream, "content_block_delta").Select(one => one.GetProperty("delta")), delta => delta.TextOf("type") == "signature_delta");
        Assert.Equal(Signature, signature.TextOf("signature"));
    }

    [Fact]
    public async Task Rule_27_The_last_but_one_event_says_why_it_ended_and_what_it_took()
    {
        (string Upstream, string Expected)[] table = [("stop", "end_turn"), ("length", "max_tokens"), ("tool_calls", "tool_use")];
        foreach (var (upstream, expected) in table)
        {
            var reply = upstream == "tool_calls" ? TextAndTools : Reply.Sse("Hel", "lo");
            Gateway.Upstream.Replies(reply with { FinishReason = upstream, Usage = new SimulatedUsage(Prompt: 11, Completion: 7, Cached: 5) });

            var stream = await StreamAsync(Gateway, Tools);

            var last = Assert.Single(Of(stream, "message_delta"));
            Assert.Equal(expected, last.GetProperty("delta").TextOf("stop_reason"));
            Assert.True(last.GetProperty("delta").TryGetProperty("stop_sequence", out _), "no stop_sequence, not even null");
            Assert.Equal(7, last.GetProperty("usage").GetProperty("output_tokens").GetInt32());
            Assert.Equal(5, Cached(last.GetProperty("usage")) ?? Cached(Of(stream, "message_start")[0].GetProperty("message").GetProperty("usage")));
        }
    }

    [Fact]
    public async Task Rule_28_An_error_in_the_middle_is_an_error_event_without_an_end_mark()
    {
        Gateway.Upstream.Replies(Reply.ErrorEventAfter("Hel", "lo"));

        var stream = await StreamAsync(Gateway);

        Assert.Equal("Hello", Text(stream));
        Messages.CheckError(stream.Chunks[^1]);
        Assert.Equal("error", stream.Events[^1].Name);
        Assert.DoesNotContain(SseTranscript.Done, stream.Body, StringComparison.Ordinal);
        Assert.Empty(Of(stream, "message_stop"));
    }

    private static int? Cached(JsonElement usage) => usage.Find("cache_read_input_tokens")?.GetInt32();
}
