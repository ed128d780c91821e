using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Calls_beyond_the_limit_wait_for_one_to_end()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var ends = Enumerable.Range(0, 4).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        upstream.Replies([.. ends.Select(static end => Reply.Text("ok") with { Until = end.Task })]);
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), "--Providers:alpha:Concurrency=1", "--Router:Connections:QueueWait=00:01:00");
        var requests = Enumerable.Range(0, 4).Select(_ => router.Http.ChatAsync()).ToArray();
        for (var ended = 0; ended < ends.Length; ended++)
        {
            await Eventually.Is(() => upstream.Counters.Requests > ended);
            Assert.Equal((ended + 1, ended), (upstream.Counters.Requests, requests.Count(static request => request.IsCompleted)));
            ends[ended].SetResult();
            await Eventually.Is(() => requests.Count(static request => request.IsCompleted) > ended);
        }

        Assert.All(await Task.WhenAll(requests), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task Whoever_waits_too_long_goes_to_the_next_candidate_and_nobody_is_blamed()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address), "--Router:Connections:Concurrency=1", "--Router:Connections:QueueWait=00:00:00.1");

        using var held = await router.Http.StreamAsync();
        var response = await router.Http.ChatAsync();

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal("1", response.Header("x-routing-attempts"));
        Assert.Equal(1, first.Counters.Requests);
    }

    [Fact]
    public async Task Where_there_is_no_other_the_error_says_that_all_are_busy()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), "--Router:Connections:Concurrency=1", "--Router:Connections:QueueWait=00:00:00.1");

        using var held = await router.Http.StreamAsync();
        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("alpha/sim-small (busy)", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
