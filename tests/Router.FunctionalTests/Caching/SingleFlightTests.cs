using System.Net.Http.Headers;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Caching;

/// <summary>The same chats at the same moment.</summary>
public sealed class SingleFlightTests
{
    private static readonly (string, string) On = ("x-routing-cache", "on");

    [Theory]
    [InlineData("chat", false)]
    [InlineData("messages", true)]
    [InlineData("grpc", true)]
    public async Task Many_at_once_share_one_call(string surface, bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Sse("Hel", "lo") with { LatencyMs = 300, IntervalMs = 50 });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => router.AskAsync(surface, stream, headers: On)));

        Assert.All(heard, one => Assert.Equal(("Hello", true), (one.Text, one.Ended)));
        Assert.Equal(1, upstream.Counters.Requests);
        Assert.Single(heard, one => one.Headers["x-routing-cache"] == "miss");
    }

    [Fact]
    public async Task When_the_first_hangs_up_the_others_go_themselves()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel")).Then(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var request = new HttpRequestMessage(HttpMethod.Post, Chats.Path) { Content = new StringContent(Chats.Body(stream: true), new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("x-routing-cache", "on");
        var first = await router.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var second = router.AskAsync("chat", stream: true, headers: On);
        first.Dispose();
        var heard = await second;

        Assert.Equal(("Hello", true, "miss"), (heard.Text, heard.Ended, heard.Headers["x-routing-cache"]));
        await Eventually.Is(() => upstream.Counters.Aborts == 1);
    }

    [Fact]
    public async Task When_the_first_fails_the_others_go_themselves()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(500) with { LatencyMs = 500 }).Then(Reply.Sse("Hello"), Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => router.AskAsync("chat", stream: false, headers: On)));

        Assert.Single(heard, one => one.Status != 200);
        Assert.All(heard.Where(one => one.Status == 200), one => Assert.Equal("Hello", one.Text));
    }

    [Fact]
    public async Task A_caller_in_a_hurry_waits_for_another_no_longer_than_half_its_time()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang()).Then(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var first = router.Http.PostToAsync(Chats.Path, Chats.Body(), On);
        await Eventually.Is(() => upstream.Counters.InFlight == 1);

        var heard = await router.AskAsync("chat", stream: false, headers: [On, ("x-routing-timeout-ms", "8000")]);

        Assert.Equal(("Hello", "miss"), (heard.Text, heard.Headers["x-routing-cache"]));
        router.Http.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}
