using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class ConnectionLifetimeTests
{
    [Fact]
    public async Task Requests_one_after_the_other_share_a_connection()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        for (var request = 0; request < 5; request++)
        {
            Assert.True((await router.AskAsync("chat", stream: false)).Ended);
        }

        Assert.Equal(1, upstream.Counters.Connections);
    }

    [Fact]
    public async Task Requests_at_the_same_time_have_connections_of_their_own_and_leave_them_to_the_next()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var allThere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        upstream.For().Always(Simulation.Scripting.Reply.Text("ok") with { Until = allThere.Task });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => router.AskAsync("chat", stream: false)));
        await Eventually.Is(() => upstream.Counters.InFlight == 4);
        allThere.SetResult();
        await asking;
        await router.AskAsync("chat", stream: false);

        Assert.Equal(4, upstream.Counters.Connections);
    }

    [Fact]
    public async Task A_connection_past_its_lifetime_is_not_used_again()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Connections:Lifetime=00:00:00.001");

        await Eventually.Is(async () =>
        {
            await router.AskAsync("chat", stream: false);
            return upstream.Counters.Connections > 1;
        });
    }
}
