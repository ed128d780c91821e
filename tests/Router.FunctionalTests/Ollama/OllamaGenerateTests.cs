using System.Net;
using Router.FunctionalTests.Anthropic;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Ollama;

public sealed class OllamaGenerateTests
{
    private const string Path = "/api/generate";

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("ollama")]
    public async Task A_prompt_is_completed_in_lines(string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(5, 2) });
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var stream = await OllamaStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi"}"""));

        Assert.Equal(("Hello", true, 2), (stream.Response, stream.IsDone, stream.Last.GetProperty("eval_count").GetInt32()));
        Assert.All(stream.Lines, line => Assert.False(line.TryGetProperty("message", out _)));
    }

    [Fact]
    public async Task A_prompt_is_completed_in_one_object()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var answer = await (await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi","stream":false}""")).JsonAsync();

        Assert.Equal("Hello", answer.GetProperty("response").GetString());
        Assert.True(answer.GetProperty("done").GetBoolean());
    }

    [Theory]
    [InlineData(""" "raw":true """, "raw")]
    [InlineData(""" "suffix":"end" """, "suffix")]
    [InlineData(""" "images":[1] """, "images")]
    public async Task What_a_chat_cannot_do_is_refused_by_name(string member, string named)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "ollama"));

        var response = await router.Http.PostToAsync(Path, $$"""{"model":"fast","prompt":"hi",{{member}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Images_go_along_and_what_only_a_prompt_has_is_named()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "ollama"));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast","prompt":"hi","images":["iVBORw0KGgo="],"template":"{{ .Prompt }}","context":[1]}""");

        Assert.Equal("context, template", response.Header("x-routing-dropped"));
        Assert.Contains("iVBORw0KGgo=", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }
}
