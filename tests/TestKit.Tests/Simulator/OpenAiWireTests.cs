using System.Text.Json;
using Simulation.Scripting;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class OpenAiWireTests : SimulatorClient
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task The_default_answer_says_that_it_is_simulated_and_echoes_the_user()
    {
        var answer = await PostJsonAsync(Path, Chat());

        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
        Assert.Equal(
            "This is ProviderSimulator answering as sim-small; no model was called. You wrote: Grüße",
            choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_stream_joins_to_the_plain_answer()
    {
        var plain = await PostJsonAsync(Path, Chat());
        var stream = await PostTextAsync(Path, Chat(stream: true));

        var deltas = Events(stream).Select(e => e.GetProperty("choices")[0].GetProperty("delta")).ToArray();
        var text = string.Concat(deltas.Select(d => d.TryGetProperty("content", out var content) ? content.GetString() : ""));
        Assert.Equal(plain.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), text);
        Assert.Equal("assistant", deltas[0].GetProperty("role").GetString());
        Assert.EndsWith("data: [DONE]\n\n", stream);
        Assert.DoesNotContain("usage", stream);
    }

    [Fact]
    public async Task A_stream_ends_with_usage_when_asked()
    {
        Upstream.Replies(Sse("Hel", "lo") with { Usage = new SimulatedUsage(100, 2, Cached: 80) });

        var events = Events(await PostTextAsync(Path, Chat(stream: true, usage: true)));

        Assert.Equal(0, events[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal(102, events[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(80, events[^1].GetProperty("usage").GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.All(events[..^1], e => Assert.Equal(JsonValueKind.Null, e.GetProperty("usage").ValueKind));
    }

    [Fact]
    public async Task Tool_arguments_arrive_in_fragments_that_join_to_JSON()
    {
        Upstream.Replies(Tool("lookup", """{"city":"Bern"}"""));

        var deltas = Events(await PostTextAsync(Path, Chat(stream: true)))
            .Select(e => e.GetProperty("choices")[0].GetProperty("delta"))
            .Where(d => d.TryGetProperty("tool_calls", out _))
            .Select(d => d.GetProperty("tool_calls")[0])
            .ToArray();

        Assert.Equal("lookup", deltas[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(3, deltas.Length);
        Assert.Equal("""{"city":"Bern"}""", string.Concat(deltas.Select(d => d.GetProperty("function").GetProperty("arguments").GetString())));
    }

    [Fact]
    public async Task A_required_tool_is_called()
    {
        var request = new
        {
            model = "sim-small",
            messages = new[] { new { role = "user", content = "weather?" } },
            tools = new[] { new { type = "function", function = new { name = "weather" } } },
            tool_choice = "required",
        };

        var choice = (await PostJsonAsync(Path, request)).GetProperty("choices")[0];

        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("weather", choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Reasoning_comes_before_the_text()
    {
        Upstream.Replies(Sse("four") with { Reasoning = ["two and", " two"] });

        var stream = await PostTextAsync(Path, Chat(stream: true));

        Assert.True(stream.IndexOf("reasoning_content", StringComparison.Ordinal) < stream.IndexOf("four", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_cap_shortens_the_default_answer()
    {
        var answer = await PostJsonAsync(Path, new { model = "sim-small", max_tokens = 2, messages = new[] { new { role = "user", content = "hi" } } });

        Assert.Equal("This is", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(2, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Models_are_listed_and_found_under_any_base_path()
    {
        var list = JsonElement.Parse(await Http.GetStringAsync("/openai/v1/models"));
        var one = JsonElement.Parse(await Http.GetStringAsync("/v1/models/sim-medium"));

        Assert.Equal(["sim-small", "sim-medium", "sim-large"], list.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.Equal("sim-medium", one.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Equal_texts_have_equal_embeddings_in_both_encodings()
    {
        var arrays = await PostJsonAsync("/v1/embeddings", new { model = "sim-embed", input = new[] { "a", "a", "b" }, encoding_format = "float", dimensions = 4 });
        var base64 = await PostJsonAsync("/v1/embeddings", new { model = "sim-embed", input = "a", encoding_format = "base64", dimensions = 4 });

        var vectors = arrays.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("embedding").GetRawText()).ToArray();
        Assert.Equal(vectors[0], vectors[1]);
        Assert.NotEqual(vectors[0], vectors[2]);
        var decoded = Convert.FromBase64String(base64.GetProperty("data")[0].GetProperty("embedding").GetString()!);
        Assert.Equal(arrays.GetProperty("data")[0].GetProperty("embedding")[0].GetSingle(), BitConverter.ToSingle(decoded));
    }

    private static object Chat(bool stream = false, bool usage = false) => new
    {
        model = "sim-small",
        stream,
        stream_options = usage ? new { include_usage = true } : null,
        messages = new[] { new { role = "system", content = "Be short." }, new { role = "user", content = "Grüße" } },
    };
}
