using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Across;

/// <summary>Streams as single providers of the OpenAI format write them, each with habits of its own, through every surface.</summary>
public sealed class RecordedRules : WireTest
{
    private const string Head = "\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1750000000,\"model\":\"m\"";

    // The usage comes behind the end, events are padded against guessing from their length, and the end has a blank before it.
    private static readonly string Padded = Frames(
        Chunk("""{"role":"assistant","content":"","refusal":null}"""),
        Chunk("""{"content":"Grüß "}"""),
        Chunk("""{"content":"Gott"}"""),
        Chunk("{}", "stop"),
        $$$"""{{{{Head}}},"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18},"obfuscation":"kX9"}""",
        "[DONE]");

    // Usage within the last choice and again beside it, keep-alives between events, lines that end in CR LF.
    private static readonly string Talkative = ": keep-alive\r\n\r\n" + Frames(
        Chunk("""{"role":"assistant","content":""}"""),
        Chunk("""{"content":"Grüß Gott"}"""),
        $$$"""{{{{Head}}},"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""",
        "[DONE]").Replace("\n", "\r\n", StringComparison.Ordinal);

    // Everything in one event, the role with it, and no end mark.
    private static readonly string Terse = Frames(
        $$$"""{{{{Head}}},"choices":[{"index":0,"delta":{"role":"assistant","content":"Grüß Gott"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""");

    // A call whose first fragment has arguments, null where there is nothing to say, and an end of its own.
    private static readonly string Calling = Frames(
        Chunk("""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"look_up","arguments":"{\"wo"}}]}"""),
        Chunk("""{"content":null,"tool_calls":[{"index":0,"id":null,"function":{"name":null,"arguments":"rd\":\"ü\"}"}}]}"""),
        Chunk("{}", "tool_calls"),
        $$$"""{{{{Head}}},"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""",
        "[DONE]");

    [Fact]
    public async Task Rule_36_Every_surface_tells_the_same_whatever_the_habits_of_the_provider_are()
    {
        foreach (var (recorded, text, tools, stop) in ((string, string, string, string)[])
            [(Padded, "Grüß Gott", "", "stop"), (Talkative, "Grüß Gott", "", "stop"), (Terse, "Grüß Gott", "", "stop"), (Calling, "", "look_up {\"word\":\"\\u00FC\"}", "tool_calls")])
        {
            Gateway.Upstream.For().Always(Reply.Raw(recorded, "text/event-stream"));
            var expected = new Heard(text, tools, stop, 11, 7);

            Assert.Equal(expected, await Heard.OfChatAsync(Gateway));
            Assert.Equal(expected, await Heard.OfMessagesAsync(Gateway));
            Assert.Equal(expected, await Heard.OfResponsesAsync(Gateway));
            Assert.Equal(expected, await Heard.OfOllamaAsync(Gateway));
        }
    }

    private static string Chunk(string delta, string? finish = null) =>
        $$$"""{{{{Head}}},"choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{(finish is null ? "null" : $"\"{finish}\"")}}},"logprobs":null}],"usage":null}""";

    private static string Frames(params string[] events) => string.Concat(events.Select(one => $"data: {one}\n\n"));
}
