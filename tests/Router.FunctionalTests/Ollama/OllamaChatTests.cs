using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Ollama;

public sealed class OllamaChatTests
{
    private const string Path = "/api/chat";
    private const string Streamed = """{"model":"fast","messages":[{"role":"user","content":"hi"}]}""";
    private const string Plain = """{"model":"fast","stream":false,"messages":[{"role":"user","content":"hi"}]}""";

    public static TheoryData<string> Profiles => ["openai-compatible", "anthropic", "gemini", "ollama"];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_stream_of_any_provider_is_lines_of_json(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Messages.Whole with { SplitEvery = 7 });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.PostToAsync(Path, Streamed);
        var stream = await OllamaStream.ReadAsync(response);

        Assert.True(stream.IsDone);
        Assert.Equal(("Grüße, 世界 😀\n", "hm"), (stream.Text, stream.Thinking));
        Assert.Equal(["""look {"at":"x"}""", "listen {}"], stream.Calls);
        Assert.All(stream.Lines, line => Assert.Equal("sim-small", line.GetProperty("model").GetString()));
        AssertCounts(stream.Last);
        Assert.Equal("sim-small", response.Header("x-routing-model"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task An_answer_of_any_provider_is_one_object(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Messages.Whole);
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.PostToAsync(Path, Plain);
        var answer = await response.JsonAsync();

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var message = answer.GetProperty("message");
        Assert.Equal(("assistant", "Grüße, 世界 😀\n", "hm"), (
            message.GetProperty("role").GetString(), message.GetProperty("content").GetString(), message.GetProperty("thinking").GetString()));
        Assert.Equal(2, message.GetProperty("tool_calls").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").ValueKind);
        Assert.True(answer.GetProperty("done").GetBoolean());
        AssertCounts(answer);
    }

    [Fact]
    public async Task Between_ollama_and_ollama_the_bytes_stay_as_they_are()
    {
        const string Lines =
            """{"model":"m", "message":{"role":"assistant","content":"h\u00e9"},"done":false,"new":1.0}""" + "\n"
            + """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":1, "x":2.0}""" + "\n";
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(new Reply { Body = Lines, ContentType = "application/x-ndjson" });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "ollama"));

        var response = await router.Http.PostToAsync(Path, """{"model": "fast","keep_alive":"5m","messages":[{"role":"user","content":"h\u0069"}]}""");

        Assert.Equal(Lines, await response.Content.ReadAsStringAsync());
        Assert.Equal("""{"model": "sim-small","keep_alive":"5m","messages":[{"role":"user","content":"h\u0069"}]}""", Assert.Single(upstream.Requests).Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Json_by_another_name_is_read_unless_a_page_sends_it(string? contentType)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(router, contentType, origin: null)).StatusCode);
        Assert.Equal(
            contentType is null ? HttpStatusCode.OK : HttpStatusCode.UnsupportedMediaType,
            (await PostAsync(router, contentType, origin: "https://page.example")).StatusCode);
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("ollama")]
    public async Task Rule_34_an_answer_that_breaks_off_ends_with_a_line_that_says_so(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.PostToAsync(Path, Streamed);
        var stream = await OllamaStream.ReadAsync(response);

        Assert.Equal((HttpStatusCode.OK, "Hel", false), (response.StatusCode, stream.Text, stream.IsDone));
        Assert.Contains("broke off", stream.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task During_a_long_silence_lines_that_add_nothing_keep_the_connection()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        second.Replies(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), "--Router:Timeouts:KeepAlive=00:00:00.1");

        // The headers come with the first such line; only then the silence ends.
        var response = await router.Http.PostToAsync(Path, Streamed);
        await first.StopListeningAsync();
        var stream = await OllamaStream.ReadAsync(response);

        Assert.Equal("fast", stream.Lines[0].GetProperty("model").GetString());
        Assert.Equal(("Hello", true, "sim-medium"), (stream.Text, stream.IsDone, stream.Last.GetProperty("model").GetString()));
    }

    [Theory]
    [InlineData("/api/chat", """{"model":7,"messages":[{"role":"nobody","content":"hi"}]}""", 400, "messages[0].role")]
    [InlineData("/api/chat", """{"model":"nobody/at-all","messages":[{"role":"user","content":"hi"}]}""", 404, "nobody/at-all")]
    [InlineData("/api/generate", """{"options":{}}""", 400, "prompt")]
    [InlineData("/api/generate", """{"model":"fast","prompt":"hi","raw":true}""", 400, "raw")]
    [InlineData("/api/pull", "{}", 404, "/api/pull")]
    [InlineData("/api/tags", "{}", 405, "GET")]
    public async Task What_is_at_fault_is_said_in_a_text(string path, string body, int status, string named)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(path, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(named, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData(413, 413)]
    [InlineData(429, 429)]
    [InlineData(500, 502)]
    [InlineData(529, 503)]
    public async Task A_providers_failure_has_its_status(int upstreamStatus, int status)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Error(upstreamStatus));
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "ollama"));

        var response = await router.Http.PostToAsync(Path, Streamed);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:RequestBodyLimit=2048");

        var response = await router.Http.PostToAsync(Path, $$"""{"messages":[{"role":"user","content":"{{new string('a', 4096)}}"}]}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("2048", (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static void AssertCounts(JsonElement last)
    {
        Assert.Equal((20, 9), (last.GetProperty("prompt_eval_count").GetInt32(), last.GetProperty("eval_count").GetInt32()));
        Assert.Equal("stop", last.GetProperty("done_reason").GetString());
        Assert.All(
            ["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"], name => Assert.True(last.GetProperty(name).GetInt64() >= 0, name));
    }

    private static Task<HttpResponseMessage> PostAsync(RouterUnderTest router, string? contentType, string? origin)
    {
        var content = new StringContent(Plain);
        content.Headers.ContentType = contentType is null ? null : new(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return router.Http.SendAsync(request);
    }
}
