using System.Text.Json;
using Simulation.Scripting;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class AnthropicWireTests : SimulatorClient
{
    private const string Path = "/v1/messages";

    [Fact]
    public async Task A_plain_message_counts_cached_tokens_apart()
    {
        Upstream.Replies(Text("Hello") with { Usage = new SimulatedUsage(100, 5, Cached: 70, CacheWrite: 10) });

        var message = await PostJsonAsync(Path, Chat());

        Assert.Equal("message", message.GetProperty("type").GetString());
        Assert.Equal("Hello", message.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("end_turn", message.GetProperty("stop_reason").GetString());
        Assert.Equal(20, message.GetProperty("usage").GetProperty("input_tokens").GetInt32());
        Assert.Equal(70, message.GetProperty("usage").GetProperty("cache_read_input_tokens").GetInt32());
        Assert.Equal(10, message.GetProperty("usage").GetProperty("cache_creation_input_tokens").GetInt32());
    }

    [Fact]
    public async Task Every_event_is_named_and_blocks_open_and_close_in_order()
    {
        Upstream.Replies(Tool("lookup", """{"a":1}""") with { Chunks = ["Hel", "lo"], Reasoning = ["hm"] });

        var stream = await PostTextAsync(Path, Chat(stream: true));

        var names = stream.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..]);
        var events = Events(stream);
        Assert.Equal(names, events.Select(e => e.GetProperty("type").GetString()));
        Assert.Equal("message_start", events[0].GetProperty("type").GetString());
        Assert.Equal("message_stop", events[^1].GetProperty("type").GetString());
        Assert.Equal("tool_use", events[^2].GetProperty("delta").GetProperty("stop_reason").GetString());
        Assert.Equal(
            ["start 0", "stop 0", "start 1", "stop 1", "start 2", "stop 2"],
            events.Select(e => (Type: e.GetProperty("type").GetString()!, Event: e))
                .Where(e => e.Type is "content_block_start" or "content_block_stop")
                .Select(e => $"{e.Type["content_block_".Length..]} {e.Event.GetProperty("index").GetInt32()}"));
    }

    [Theory]
    [InlineData(401, "authentication_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(529, "overloaded_error")]
    public async Task Errors_have_the_type_of_their_status(int status, string type)
    {
        Upstream.Replies(status);

        var body = await PostJsonAsync(Path, Chat());

        Assert.Equal("error", body.GetProperty("type").GetString());
        Assert.Equal(type, body.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_error_event_may_follow_the_first_block()
    {
        Upstream.Replies(ErrorEventAfter("Hel"));

        var stream = await PostTextAsync(Path, Chat(stream: true));

        Assert.Contains("event: error\ndata: {\"type\":\"error\"", stream);
        Assert.DoesNotContain("message_stop", stream);
    }

    [Fact]
    public async Task Models_come_in_Anthropic_form_to_Anthropic_callers()
    {
        Http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");

        var list = JsonElement.Parse(await Http.GetStringAsync("/v1/models"));

        Assert.Equal("sim-large", list.GetProperty("last_id").GetString());
        Assert.Equal("model", list.GetProperty("data")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Tokens_are_counted_without_a_model()
    {
        var count = await PostJsonAsync("/v1/messages/count_tokens", Chat());

        Assert.Equal(2, count.GetProperty("input_tokens").GetInt32());
        Assert.Equal(1, Upstream.Counters.ByPath["/v1/messages/count_tokens"].Requests);
    }

    private static object Chat(bool stream = false) => new
    {
        model = "sim-small",
        stream,
        messages = new[] { new { role = "user", content = new[] { new { type = "text", text = "Grüezi" } } } },
    };
}
