using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Anthropic;

public sealed class MessageErrorTests
{
    [Fact]
    public async Task Every_fault_of_a_body_is_named_at_once()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.MessageAsync("""{"model":7,"messages":[{"role":"nobody","content":"hi"}],"stream":"yes"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.MessageErrorAsync();
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.All(
            ["model", "messages[0].role", "stream"], field => Assert.Contains(field, error.GetProperty("message").GetString(), StringComparison.Ordinal));
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData(400, true, 400, "invalid_request_error")]
    [InlineData(401, false, 502, "api_error")]
    [InlineData(413, true, 413, "request_too_large")]
    [InlineData(429, false, 429, "rate_limit_error")]
    [InlineData(500, true, 502, "api_error")]
    [InlineData(529, false, 529, "overloaded_error")]
    public async Task A_providers_failure_has_its_status_and_type(int upstreamStatus, bool streamed, int status, string type)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Error(upstreamStatus));
        await using var router = await RouterUnderTest.StartAsync(Messages.CatalogOf(upstream.Address, "anthropic"));

        var response = await router.Http.MessageAsync(Messages.Body(stream: streamed));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, (await response.MessageErrorAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_unknown_model_is_not_found()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.MessageAsync(Messages.Body("nobody/at-all"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found_error", (await response.MessageErrorAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_too_large()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:RequestBodyLimit=2048");

        var response = await router.Http.MessageAsync($$"""{"max_tokens":1,"messages":[{"role":"user","content":"{{new string('a', 4096)}}"}]}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("request_too_large", (await response.MessageErrorAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Wrong_addresses_and_methods_are_answered_in_the_callers_own_shape()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var batches = await router.Http.PostToAsync("/v1/messages/batches", "{}");
        var elsewhere = await router.Http.PostToAsync("/v1/nothing", "{}", ("anthropic-version", "2023-06-01"));
        var method = await router.Http.GetAsync(new Uri(Messages.Path, UriKind.Relative));

        Assert.Equal("not_found_error", (await batches.MessageErrorAsync()).GetProperty("type").GetString());
        Assert.Equal("not_found_error", (await elsewhere.MessageErrorAsync()).GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
        Assert.Equal("invalid_request_error", (await method.MessageErrorAsync()).GetProperty("type").GetString());
    }
}
