using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Across;

/// <summary>What holds whatever the surface is.</summary>
public sealed class BytesRules : WireTest
{
    [Fact]
    public async Task Rule_37_Where_the_network_splits_a_stream_changes_nothing()
    {
        var reply = Reply.Sse("Grüß ", "Gott, ", "世界 🎉") with { Reasoning = ["überlegt"] };
        Gateway.Upstream.Replies(reply, reply with { SplitEvery = 1 }, reply with { SplitEvery = 3 });

        var whole = await Gateway.StreamChatAsync();
        foreach (var split in (SseTranscript[])[await Gateway.StreamChatAsync(), await Gateway.StreamChatAsync()])
        {
            Assert.Equal(whole.Deltas.Select(delta => delta.GetRawText()), split.Deltas.Select(delta => delta.GetRawText()));
        }
    }

    [Fact]
    public async Task Rule_38_Fields_that_nobody_knows_reach_an_upstream_of_the_same_protocol()
    {
        using var response = await Gateway.ChatAsync(""","seed":7,"x_house_rule":{"deep":[1,"two"]}""");

        var sent = JsonElement.Parse(Gateway.Upstream.Requests[^1].Body);
        Assert.Equal("""{"deep":[1,"two"]}""", sent.GetProperty("x_house_rule").GetRawText());
        Assert.Equal(7, sent.GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task Rule_38_Fields_that_the_upstream_protocol_cannot_say_are_named_in_a_header()
    {
        await FreshAsync("anthropic");

        using var response = await Gateway.ChatAsync(""","seed":7,"x_house_rule":{"deep":[1,"two"]}""");

        await response.JsonAsync();
        var dropped = Assert.Single(response.Headers.GetValues("x-routing-dropped"));
        Assert.Contains("seed", dropped, StringComparison.Ordinal);
        Assert.Contains("x_house_rule", dropped, StringComparison.Ordinal);
    }
}
