using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Admission;

/// <summary>A router that asks for no key, as on one's own machine.</summary>
public sealed class OptionalKeyTests
{
    [Theory]
    [InlineData("unused")]
    [InlineData("sk-something-of-another-kind")]
    public async Task A_key_that_somebody_made_up_counts_as_none(string key)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var answer = await router.Http.PostToAsync(Chats.Path, Chats.Body(), ("Authorization", $"Bearer {key}"), ("x-api-key", key));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(upstream.Requests[^1].Headers, header => header.ToString().Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_of_ours_that_nobody_has_is_refused_all_the_same()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using var answer = await router.Http.PostToAsync(Chats.Path, Chats.Body(), ("Authorization", "Bearer sk-ar-nobody-has-this"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task It_says_at_start_that_it_asks_for_none()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));

        await Eventually.Is(() => router.Log.Lines.Any(line => line.Message.Contains("Callers need no virtual key", StringComparison.Ordinal)));
    }
}
