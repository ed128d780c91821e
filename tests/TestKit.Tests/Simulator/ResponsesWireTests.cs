using System.Text.Json;
using Simulation.Scripting;

namespace TestKit.Tests.Simulator;

public sealed class ResponsesWireTests : SimulatorClient
{
    private static readonly Reply Everything = Reply.Sse("Hel", "lo") with { Reasoning = ["hm"], ToolCalls = [new("look", "{\"at\":\"x\"}")], Usage = new(20, 9) };

    [Fact]
    public async Task Events_build_up_what_a_plain_response_says()
    {
        Upstream.Replies(Everything, Everything);

        var plain = await PostJsonAsync("/v1/responses", new { model = "sim-small", input = "hi" });
        var events = Events(await PostTextAsync("/v1/responses", new { model = "sim-small", input = "hi", stream = true }));

        Assert.Equal(Enumerable.Range(0, events.Length), events.Select(one => one.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(("response.created", "response.completed"), (Type(events[0]), Type(events[^1])));
        Assert.Equal("Hello", string.Concat(events.Where(one => Type(one) == "response.output_text.delta").Select(one => one.GetProperty("delta").GetString())));
        Assert.Equal(
            ["reasoning", "message", "function_call"], plain.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.Equal(plain.GetProperty("output").GetArrayLength(), events[^1].GetProperty("response").GetProperty("output").GetArrayLength());
        Assert.Equal(29, plain.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Legacy_completions_stream_what_they_say_plain()
    {
        Upstream.Replies(Everything, Everything);

        var plain = await PostJsonAsync("/v1/completions", new { model = "sim-small", prompt = "hi" });
        var events = Events(await PostTextAsync("/v1/completions", new { model = "sim-small", prompt = "hi", stream = true }));

        Assert.Equal("Hello", plain.GetProperty("choices")[0].GetProperty("text").GetString());
        Assert.Equal("Hello", string.Concat(events.Select(one => one.GetProperty("choices")[0].GetProperty("text").GetString())));
    }

    private static string? Type(JsonElement one) => one.GetProperty("type").GetString();
}
