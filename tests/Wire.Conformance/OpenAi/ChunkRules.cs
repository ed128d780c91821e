using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>What the chunks of a streamed chat contain.</summary>
public sealed class ChunkRules : WireTest
{
    private const string Tools =
        """
        ,"tools":[{"type":"function","function":{"name":"look_up","parameters":{"type":"object"}}},{"type":"function","function":{"name":"add","parameters":{"type":"object"}}}]
        """;

    [Fact]
    public async Task Rule_05_Every_chunk_has_the_same_head_and_a_list_of_choices()
    {
        var stream = await Gateway.StreamChatAsync(""","stream_options":{"include_usage":true}""");

        Assert.Single(stream.Chunks.Select(chunk => (chunk.TextOf("id"), chunk.TextOf("model"), chunk.GetProperty("created").GetInt64())).Distinct());
        Assert.All(stream.Chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.TextOf("object")));
        Assert.All(stream.Chunks, chunk => Assert.Equal(JsonValueKind.Array, chunk.GetProperty("choices").ValueKind));
        Assert.All(stream.Choices, choice =>
        {
            Assert.Equal(0, choice.GetProperty("index").GetInt32());
            Assert.Equal(JsonValueKind.Object, choice.GetProperty("delta").ValueKind);
            Assert.True(choice.TryGetProperty("finish_reason", out _), $"no finish_reason, not even null: {choice}");
        });
    }

    [Fact]
    public async Task Rule_06_The_first_delta_has_the_role_assistant_and_no_other_has_another()
    {
        var deltas = (await Gateway.StreamChatAsync()).Deltas.ToArray();

        Assert.Equal("assistant", deltas[0].TextOf("role"));
        Assert.All(deltas, delta => Assert.Contains(delta.TextOf("role"), (string?[])[null, "assistant"]));
    }

    [Fact]
    public async Task Rule_07_A_choice_has_exactly_one_finish_reason()
    {
        foreach (var reason in (string[])["stop", "length", "content_filter"])
        {
            Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { FinishReason = reason });
            Assert.Equal([reason], (await Gateway.StreamChatAsync()).FinishReasons);
        }

        Gateway.Upstream.Replies(Reply.Tool("look_up", "{}"));
        Assert.Equal(["tool_calls"], (await Gateway.StreamChatAsync(Tools)).FinishReasons);
    }

    [Fact]
    public async Task Rule_08_Usage_comes_in_one_last_chunk_without_choices_when_asked_for()
    {
        Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

        var stream = await Gateway.StreamChatAsync(""","stream_options":{"include_usage":true}""");

        var last = stream.Chunks[^1];
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        var usage = last.GetProperty("usage");
        Assert.Equal((11, 7, 18), (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32()));
        Assert.All(stream.Chunks.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
    }

    [Fact]
    public async Task Rule_08_Usage_that_nobody_asked_for_does_not_come()
    {
        var stream = await Gateway.StreamChatAsync();

        Assert.All(stream.Chunks, chunk => Assert.Null(chunk.Find("usage")));
        Assert.All(stream.Chunks, chunk => Assert.NotEqual(0, chunk.GetProperty("choices").GetArrayLength()));
    }

    [Fact]
    public async Task Rule_09_The_gateway_meters_by_asking_upstream_for_usage_itself()
    {
        await Gateway.StreamChatAsync();

        var sent = JsonElement.Parse(Gateway.Upstream.Requests[^1].Body);
        Assert.True(sent.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    [Fact]
    public async Task Rule_10_Tool_calls_come_in_fragments_that_say_which_call_they_continue()
    {
        Gateway.Upstream.Replies(new Reply
        {
            Chunks = [],
            ToolCalls = [new SimulatedToolCall("look_up", """{"word":"Grüße","count":3}"""), new SimulatedToolCall("add", """{"left":1,"right":2}""")],
        });

        var stream = await Gateway.StreamChatAsync(Tools);

        var fragments = stream.Deltas.SelectMany(delta => delta.Find("tool_calls")?.EnumerateArray() ?? default).ToLookup(call => call.GetProperty("index").GetInt32());
        Assert.Equal([0, 1], fragments.Select(call => call.Key).Order());
        foreach (var call in fragments)
        {
            var first = call.First();
            Assert.NotEmpty(first.TextOf("id")!);
            Assert.Equal("function", first.TextOf("type"));
            Assert.Equal(call.Key == 0 ? "look_up" : "add", first.GetProperty("function").TextOf("name"));
            Assert.True(call.Count() > 2, "the arguments did not flow as they were produced");
            Assert.All(call.Skip(1), later => Assert.True(
                (later.TextOf("id") ?? first.TextOf("id")) == first.TextOf("id") && later.GetProperty("function").TextOf("name") is null or "", $"{later} changes the call's identity"));
        }

        Assert.Equal("""{"word":"Grüße","count":3}""", string.Concat(fragments[0].Select(call => call.GetProperty("function").TextOf("arguments"))));
        Assert.Equal("""{"left":1,"right":2}""", string.Concat(fragments[1].Select(call => call.GetProperty("function").TextOf("arguments"))));
    }

    [Fact]
    public async Task Rule_13_Reasoning_text_has_a_field_of_its_own()
    {
        Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { Reasoning = ["Let me ", "think."] });

        var stream = await Gateway.StreamChatAsync();

        Assert.Equal("Let me think.", string.Concat(stream.Deltas.Select(delta => delta.TextOf("reasoning_content"))));
        Assert.Equal("Hello", stream.Text);
    }
}
