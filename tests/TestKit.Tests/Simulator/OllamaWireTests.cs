using System.Text.Json;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class OllamaWireTests : SimulatorClient
{
    private static readonly object[] Messages = [new { role = "user", content = "Hola" }];

    [Fact]
    public async Task Chat_streams_lines_unless_told_otherwise_and_says_when_it_is_done()
    {
        Upstream.Replies(Sse("Hel", "lo"));

        var lines = Lines(await PostTextAsync("/api/chat", new { model = "sim-small", messages = Messages }));

        Assert.Equal(["Hel", "lo", ""], lines.Select(line => line.GetProperty("message").GetProperty("content").GetString()));
        Assert.Equal([false, false, true], lines.Select(line => line.GetProperty("done").GetBoolean()));
        Assert.Equal("stop", lines[^1].GetProperty("done_reason").GetString());
        Assert.Equal(2, lines[^1].GetProperty("eval_count").GetInt32());
    }

    [Fact]
    public async Task Generate_answers_in_the_response_field()
    {
        var answer = await PostJsonAsync("/api/generate", new { model = "sim-small", prompt = "Hola", stream = false });

        Assert.EndsWith("You wrote: Hola", answer.GetProperty("response").GetString());
        Assert.True(answer.GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task Tool_arguments_are_an_object()
    {
        Upstream.Replies(Tool("lookup", """{"city":"Lima"}"""));

        var answer = await PostJsonAsync("/api/chat", new { model = "sim-small", messages = Messages, stream = false });

        var call = answer.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("Lima", call.GetProperty("arguments").GetProperty("city").GetString());
    }

    [Fact]
    public async Task Errors_are_a_string_before_and_within_a_stream()
    {
        Upstream.Replies(500).Then(ErrorEventAfter("Hel"));

        var before = await PostJsonAsync("/api/chat", new { model = "sim-small" });
        var within = Lines(await PostTextAsync("/api/chat", new { model = "sim-small" }));

        Assert.Equal(JsonValueKind.String, before.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.String, within[^1].GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Tags_show_version_and_embed_are_answered()
    {
        var tags = JsonElement.Parse(await Http.GetStringAsync("/api/tags"));
        var show = await PostJsonAsync("/api/show", new { model = "sim-small" });
        var version = JsonElement.Parse(await Http.GetStringAsync("/api/version"));
        var embed = await PostJsonAsync("/api/embed", new { model = "sim-small", input = new[] { "a", "b" } });

        Assert.Equal(3, tags.GetProperty("models").GetArrayLength());
        Assert.Contains("tools", show.GetProperty("capabilities").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("0.0.0-simulated", version.GetProperty("version").GetString());
        Assert.Equal(2, embed.GetProperty("embeddings").GetArrayLength());
    }

    private static JsonElement[] Lines(string stream) =>
        [.. stream.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
}
