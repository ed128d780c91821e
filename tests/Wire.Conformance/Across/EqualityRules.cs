using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Across;

/// <summary>One upstream stream through every surface.</summary>
public sealed class EqualityRules : WireTest
{
    private static readonly Reply[] Streams =
    [
        Reply.Sse("Grüß ", "Gott, ", "世界 🎉 \n\"quoted\""),
        Reply.Sse("cut ", "off") with { FinishReason = "length" },
        Reply.Tool("look_up", """{"word":"Grüße","count":3}"""),
        Reply.Sse("so") with { Reasoning = ["über", "legt"] },
        new() { Reasoning = ["hm"], Chunks = [], ToolCalls = [new SimulatedToolCall("look_up", """{"word":"世界","list":[1,2.5,null,true]}""")] },
        Reply.Sse([.. Enumerable.Range(0, 40).Select(number => $"piece {number} 🎉, ")]) with { SplitEvery = 11 },
        Reply.Sse("Let me ", "see.") with { ToolCalls = [new SimulatedToolCall("look_up", """{"word":"a \"b\" \\ c"}"""), new SimulatedToolCall("look_up", "{}")] },
    ];

    [Fact]
    public Task Rule_36_Every_surface_tells_the_same_of_one_upstream_stream() => CheckAsync(Gateway.OpenAi);

    [Fact]
    public async Task Rule_36_Every_surface_tells_the_same_whatever_format_the_upstream_speaks()
    {
        foreach (var profile in (string[])["openai", "anthropic", "gemini", "ollama"])
        {
            await FreshAsync(profile);
            await CheckAsync(profile);
        }
    }

    private async Task CheckAsync(string profile)
    {
        foreach (var reply in Streams)
        {
            Gateway.Upstream.For().Always(reply with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

            var chat = await Heard.OfChatAsync(Gateway);

            Assert.Equal((profile, 11, 7), (profile, chat.Input, chat.Output));
            Assert.Equal(chat, await Heard.OfMessagesAsync(Gateway));
            Assert.Equal(chat, await Heard.OfResponsesAsync(Gateway));
            Assert.Equal(chat, await Heard.OfOllamaAsync(Gateway));
        }
    }
}
