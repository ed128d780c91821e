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
}
