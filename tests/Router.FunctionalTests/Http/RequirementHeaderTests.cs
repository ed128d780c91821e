using System.Net;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Http;

public sealed class RequirementHeaderTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Theory]
    [InlineData("x-routing-denied-providers", "gamma, alpha")]
    [InlineData("x-routing-allowed-providers", "beta")]
    [InlineData("x-routing-denied-models", "sim-small")]
    [InlineData("x-routing-allowed-models", "beta/sim-medium")]
    public async Task A_header_says_who_may_serve(string header, string value)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        router.Http.DefaultRequestHeaders.Add(header, value);

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(0, first.Counters.Requests);
    }

    [Theory]
    [InlineData("x-routing-max-cost-usd", "0.0000001", "cost_too_high", "max_cost_usd", "raise max cost to $")]
    [InlineData("x-routing-required-capabilities", "vision", "capability_missing", "required_capabilities", "drop `vision`")]
    [InlineData("x-routing-minimum-context", "200000", "context_too_small", "minimum_context", "lower the minimum context to 100000 tokens")]
    [InlineData("x-routing-regions", "eu", "region_not_allowed", "regions", "drop the regions")]
    public async Task When_nothing_fulfils_it_the_error_says_what_would_help_in_data_and_in_words(
        string header, string value, string reason, string change, string text)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        router.Http.DefaultRequestHeaders.Add(header, value);

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var error = await response.ErrorAsync();
        var exclusion = Assert.Single(error.GetProperty("exclusions").EnumerateArray());
        Assert.Equal(("alpha", "sim-small", reason), (exclusion.GetProperty("provider").GetString(), exclusion.GetProperty("model").GetString(), exclusion.GetProperty("reason").GetString()));
        var step = Assert.Single(error.GetProperty("relaxation").GetProperty("steps").EnumerateArray());
        Assert.Equal(change, step.GetProperty("change").GetString());
        Assert.StartsWith(text, step.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(text, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_headers_and_body_is_named_in_one_error()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        router.Http.DefaultRequestHeaders.Add("x-routing-max-cost-usd", "much");
        router.Http.DefaultRequestHeaders.Add("x-routing-max-total-ms", "-1");
        router.Http.DefaultRequestHeaders.Add("x-routing-required-capabilities", "tools,flying");
        router.Http.DefaultRequestHeaders.Add("x-routing-session", new string('s', 257));

        var response = await router.Http.PostJsonAsync(
            """{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"max_cost_usd":-1,"regions":"eu","minimum_context":1.5}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var message = (await response.ErrorAsync()).GetProperty("message").GetString()!;
        foreach (var field in new[]
        {
            "x-routing-max-cost-usd", "x-routing-max-total-ms", "x-routing-required-capabilities", "x-routing-session",
            "routing.max_cost_usd", "routing.regions", "routing.minimum_context",
        })
        {
            Assert.Contains(field, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_body_comes_before_a_header_and_is_not_forwarded()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("x-routing-max-cost-usd", "0");

        var response = await router.Http.PostJsonAsync(
            """{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"max_cost_usd":1,"policy":"cost","session_id":"s","max_first_token_ms":9000,"max_total_ms":90000}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("max_cost_usd", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_nobody_knows_is_refused()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        router.Http.DefaultRequestHeaders.Add("x-routing-policy", "luck");

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("unknown_policy", (await response.ErrorAsync()).GetProperty("code").GetString());
    }
}
