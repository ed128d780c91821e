using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>The Responses API.</summary>
public sealed class ResponseRules : WireTest
{
    private static readonly string[] Terminal = ["response.completed", "response.incomplete", "response.failed"];

    [Fact]
    public async Task Rule_22_Every_event_of_a_response_has_its_type_as_its_name()
    {
        Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { Reasoning = ["hm"] });

        var stream = await StreamAsync();

        Assert.All(stream.Events.Zip(stream.Chunks), pair => Assert.Equal(pair.First.Name, pair.Second.TextOf("type")));
        Assert.Equal(
            "Hello", string.Concat(stream.Chunks.Where(one => one.TextOf("type") == "response.output_text.delta").Select(one => one.TextOf("delta"))));
    }

    [Fact]
    public async Task Rule_22_A_response_has_one_terminal_event_and_it_is_the_last()
    {
        foreach (var (finish, terminal) in ((string, string)[])[("stop", "response.completed"), ("length", "response.incomplete")])
        {
            Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { FinishReason = finish });

            var types = (await StreamAsync()).Chunks.Select(one => one.TextOf("type")!).ToArray();

            Assert.Equal("response.created", types[0]);
            Assert.Equal(terminal, types[^1]);
            Assert.Single(types, Terminal.Contains);
        }
    }

    [Fact]
    public async Task Rule_22_A_response_that_breaks_off_is_not_completed()
    {
        Gateway.Upstream.Replies(Reply.CutAfter("Hel"));

        var types = (await StreamAsync()).Chunks.Select(one => one.TextOf("type")!).ToArray();

        Assert.DoesNotContain("response.completed", types);
        Assert.True(types[^1] is "response.failed" or "error", types[^1]);
    }

    private async Task<SseTranscript> StreamAsync()
    {
        using var response = await Gateway.PostAsync("/v1/responses", $$"""{"model":"{{Gateway.Model}}","input":"Say hello.","stream":true}""");
        return await SseTranscript.ReadAsync(response);
    }
}
