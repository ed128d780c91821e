using System.Net;
using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Ollama;

/// <summary>Ollama's surface, as its own clients read it.</summary>
public sealed class OllamaRules : WireTest
{
    [Fact]
    public async Task Rule_32_Chat_and_generate_stream_lines_unless_told_not_to()
    {
        foreach (var (path, input) in Calls)
        {
            var lines = await LinesAsync(path, input);
            Assert.True(lines.Length > 1, $"{path}: one line only");

            using var whole = await Gateway.PostAsync(path, Body(input, ",\"stream\":false"));
            Assert.True((await whole.JsonAsync()).GetProperty("done").GetBoolean());
        }
    }

    [Fact]
    public async Task Rule_33_The_last_line_says_done_why_and_what_it_took()
    {
        foreach (var (path, input) in Calls)
        {
            Gateway.Upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

            var lines = await LinesAsync(path, input);

            var last = lines[^1];
            Assert.All(lines[..^1], line => Assert.False(line.GetProperty("done").GetBoolean()));
            Assert.True(last.GetProperty("done").GetBoolean());
            Assert.Equal("stop", last.TextOf("done_reason"));
            Assert.Equal((11, 7), (last.GetProperty("prompt_eval_count").GetInt32(), last.GetProperty("eval_count").GetInt32()));
            Assert.All((string[])["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"], name => Assert.True(last.GetProperty(name).TryGetInt64(out _)));
            Assert.Equal("Hello", string.Concat(lines.Select(line => line.Find("message")?.TextOf("content") ?? line.TextOf("response"))));
        }
    }

    [Fact]
    public async Task Rule_34_A_failure_is_a_text_under_error_before_and_in_the_middle_of_a_stream()
    {
        Gateway.Upstream.Replies(Reply.ErrorEventAfter("Hel", "lo"));
        var lines = await LinesAsync("/api/chat", Calls[0].Input);
        Assert.NotEmpty(lines[^1].TextOf("error")!);
        Assert.All(lines, line => Assert.NotEqual(JsonValueKind.True, line.Find("done")?.ValueKind));

        foreach (var body in (string[])["nonsense", """{"model":"there-is-no-such-model","messages":[{"role":"user","content":"Hi."}]}"""])
        {
            using var response = await Gateway.PostAsync("/api/chat", body);
            Assert.InRange((int)response.StatusCode, 400, 499);
            Assert.NotEmpty(JsonElement.Parse(await response.Content.ReadAsStringAsync()).TextOf("error")!);
        }
    }

    [Fact]
    public async Task Rule_35_Models_are_listed_and_shown()
    {
        var models = (await GetAsync("/api/tags")).GetProperty("models").EnumerateArray().ToArray();
        Assert.Contains(Gateway.Model, models.Select(model => model.TextOf("name")));
        Assert.All(models, model =>
        {
            Assert.All((string[])["name", "model", "modified_at", "digest"], field => Assert.NotNull(model.TextOf(field)));
            Assert.True(model.GetProperty("size").TryGetInt64(out _));
            Assert.All((string[])["family", "parameter_size", "quantization_level"], field => Assert.NotNull(model.GetProperty("details").TextOf(field)));
        });

        using var shown = await Gateway.PostAsync("/api/show", $$"""{"model":"{{Gateway.Model}}"}""");
        var model = await shown.JsonAsync();
        Assert.Equal(JsonValueKind.Array, model.GetProperty("capabilities").ValueKind);
        Assert.Equal(JsonValueKind.Object, model.GetProperty("model_info").ValueKind);
        Assert.NotEmpty((await GetAsync("/api/version")).TextOf("version")!);
    }

    [Fact]
    public async Task Rule_35_Every_text_has_a_vector()
    {
        using var response = await Gateway.PostAsync("/api/embed", $$"""{"model":"{{Gateway.Model}}","input":["one","two"]}""");

        var vectors = (await response.JsonAsync()).GetProperty("embeddings").EnumerateArray().ToArray();
        Assert.Equal(2, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(JsonValueKind.Number, vector[0].ValueKind));
    }

    [Fact]
    public async Task Rule_35_The_arguments_of_a_tool_call_are_an_object()
    {
        Gateway.Upstream.Replies(Reply.Tool("look_up", """{"word":"Grüße"}"""));

        var lines = await LinesAsync("/api/chat", Calls[0].Input, ""","tools":[{"type":"function","function":{"name":"look_up","description":"","parameters":{"type":"object"}}}]""");

        var call = Assert.Single(lines.SelectMany(line => line.Find("message")?.Find("tool_calls")?.EnumerateArray() ?? default)).GetProperty("function");
        Assert.Equal(("look_up", "Grüße"), (call.TextOf("name"), call.GetProperty("arguments").TextOf("word")));
    }

    private static (string Path, string Input)[] Calls =>
        [("/api/chat", "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]"), ("/api/generate", "\"prompt\":\"Say hello.\"")];

    private string Body(string input, string fields) => $$"""{"model":"{{Gateway.Model}}",{{input}}{{fields}}}""";

    private async Task<JsonElement[]> LinesAsync(string path, string input, string fields = "")
    {
        using var response = await Gateway.PostAsync(path, Body(input, fields));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(line => JsonElement.Parse(line))];
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Gateway.GetAsync(path);
        return await response.JsonAsync();
    }
}
