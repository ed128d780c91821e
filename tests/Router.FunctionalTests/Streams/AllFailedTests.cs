using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Streams;

public sealed class AllFailedTests
{
    [Theory]
    [InlineData(429, 429, HttpStatusCode.TooManyRequests)]
    [InlineData(429, 529, HttpStatusCode.ServiceUnavailable)]
    [InlineData(500, 429, HttpStatusCode.BadGateway)]
    [InlineData(401, 500, HttpStatusCode.BadGateway)]
    public async Task The_error_names_each_attempt_and_asks_for_no_retry(int first, int second, HttpStatusCode expected)
    {
        await using var alpha = await ProviderSimulator.StartAsync();
        await using var beta = await ProviderSimulator.StartAsync();
        alpha.Replies(Reply.Error(first, message: "secret upstream text"));
        beta.Replies(Reply.Error(second, message: "secret upstream text"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(alpha.Address, beta.Address));

        var response = await router.Http.StreamAsync();

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("false", response.Header("x-should-retry"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
        var message = (await response.ErrorAsync()).GetProperty("message").GetString();
        Assert.Contains("alpha/sim-small", message, StringComparison.Ordinal);
        Assert.Contains("beta/sim-medium", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shortest_wait_that_a_provider_asks_for_is_passed_on()
    {
        await using var alpha = await ProviderSimulator.StartAsync();
        await using var beta = await ProviderSimulator.StartAsync();
        alpha.Replies(429, retryAfter: 30);
        beta.Replies(429, retryAfter: 7);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(alpha.Address, beta.Address));

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Header("retry-after"));
        Assert.Equal("7000", response.Header("retry-after-ms"));
    }
}
