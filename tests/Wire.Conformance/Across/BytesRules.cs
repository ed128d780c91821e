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
    public Task Rule_37_A_stream_cut_at_any_byte_is_the_same_on_every_surface() => CutEverywhereAsync(Gateway.OpenAi);

    [Fact]
    public async Task Rule_37_A_stream_cut_at_any_byte_is_the_same_whatever_format_the_upstream_speaks()
    {
        foreach (var profile in (string[])["anthropic", "gemini", "ollama"])
        {
            await FreshAsync(profile);
            await CutEverywhereAsync(profile);
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

    // Every byte of the longest of them, on each surface in turn; in the common run one in seven, which meets every kind of place.
    private async Task CutEverywhereAsync(string profile)
    {
        const int Longest = 1_800;
        var step = Environment.GetEnvironmentVariable("LONG_TESTS") is null ? 7 : 1;
        Func<Gateway, Task<Heard>>[] surfaces = [Heard.OfChatAsync, Heard.OfMessagesAsync, Heard.OfResponsesAsync, Heard.OfOllamaAsync];
        var reply = Reply.Sse("Grüß 🎉") with { ToolCalls = [new SimulatedToolCall("look_up", """{"word":"世"}""")], Usage = new SimulatedUsage(Prompt: 11, Completion: 7) };
        Gateway.Upstream.Replies(reply);
        var whole = await Heard.OfChatAsync(Gateway);

        for (var at = 1; at < Longest; at += step)
        {
            Gateway.Upstream.Replies(reply with { SplitAt = [at] });

            Assert.Equal((profile, at, whole), (profile, at, await surfaces[at % surfaces.Length](Gateway)));
        }
    }

    [Fact]
    public async Task Rule_38_Fields_that_the_upstream_protocol_cannot_say_are_named_in_a_header()
    {
        await FreshAsync("anthropic");

        using var response = await Gateway.ChatAsync(""","seed":7,"x_house_rule":{"deep":[1,"two"]}""");

        await response.JsonAsync();
        Assert.Contains(
            response.Headers.SelectMany(header => header.Value),
            value => value.Contains("seed", StringComparison.Ordinal) && value.Contains("x_house_rule", StringComparison.Ordinal));
    }
}
