using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class SilentProviderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_provider_that_never_answers_is_found_although_every_caller_gives_up_first(bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.For().Always(Reply.Hang());
        var clock = new FakeClock();
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address),
            clock,
            "--Router:Timeouts:FirstByte=00:00:04", "--Router:Timeouts:Answer=00:00:04", "--Router:Cooldown:AfterFailures=1");

        await Eventually.Is(async () =>
        {
            await GiveUpAsync(router, first, clock, stream);
            return router.Services.GetRequiredService<LocalHealth>().States().ContainsKey(Catalogs.First);
        });

        // None of them waited as long as the router would have.
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.All(router.Ledger().Attempts.Where(row => row.Provider == "alpha"), row => Assert.Equal("aborted", row.Outcome));
        await Eventually.Is(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            return router.Services.GetRequiredService<CurrentHealth>().View.For(Catalogs.First).CoolingUntil is not null;
        });
        var response = await router.Http.ChatAsync();
        Assert.Equal(("beta", "1"), (response.Header("x-routing-provider"), response.Header("x-routing-attempts")));
    }

    private static async Task GiveUpAsync(RouterUnderTest router, ProviderSimulator first, FakeClock clock, bool stream)
    {
        using var patience = new CancellationTokenSource();
        var asked = first.Counters.Requests;
        var asking = router.Http.PostJsonAsync(Chats.Body(stream: stream), patience.Token);
        await Eventually.Is(() => first.Counters.Requests > asked || asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await patience.CancelAsync();
        try
        {
            await asking;
        }
        catch (OperationCanceledException)
        {
            // As every caller does.
        }
    }
}
