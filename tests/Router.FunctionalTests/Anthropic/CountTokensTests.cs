using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Anthropic;

public sealed class CountTokensTests
{
    private const string Path = "/v1/messages/count_tokens";
    private const string Body = """{"model":"fast","messages":[{"role":"user","content":"How many tokens is this?"}]}""";

    [Fact]
    public async Task An_anthropic_provider_counts_itself()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "anthropic"));

        var response = await router.Http.PostToAsync(Path, Body, ("anthropic-beta", "a-1"));

        Assert.Equal("provider", response.Header("x-routing-token-count"));
        Assert.Equal(6, (await response.JsonAsync()).GetProperty("input_tokens").GetInt32());
        var request = Assert.Single(upstream.Requests);
        Assert.Equal((Path, "a-1"), (request.Path, request.Headers["anthropic-beta"]));
        Assert.Equal(Body.Replace("fast", "sim-small", StringComparison.Ordinal), request.Body);
    }

    [Theory]
    [InlineData("openai-compatible", 0)]
    [InlineData("anthropic", 1)]
    public async Task Where_the_provider_does_not_count_the_router_estimates_and_says_so(string profile, int asked)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For(path: Path).Always(Reply.Error(500));
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, profile));

        var response = await router.Http.PostToAsync(Path, Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("estimated", response.Header("x-routing-token-count"));
        Assert.InRange((await response.JsonAsync()).GetProperty("input_tokens").GetInt32(), 4, 20);
        Assert.Equal(asked, upstream.Counters.Requests);
    }

    [Fact]
    public async Task A_body_at_fault_is_refused()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new("http://127.0.0.1:9")));

        var response = await router.Http.PostToAsync(Path, """{"model":"fast"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("messages", (await response.MessageErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
