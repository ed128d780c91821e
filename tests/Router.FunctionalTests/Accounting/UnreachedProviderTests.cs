using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Accounting;

/// <summary>Only a call that a provider heard of is in the ledger.</summary>
public sealed class UnreachedProviderTests
{
    [Fact]
    public async Task A_caller_who_gives_up_before_there_is_a_connection_pays_nothing()
    {
        using var hole = new BlackHole();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(hole.Address));
        using var patience = new CancellationTokenSource();

        var asking = router.Http.PostJsonAsync(Chats.Body(), patience.Token);
        await Eventually.Is(() => UnderWay(router) == "alpha");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        Assert.Equal("aborted", router.Ledger().Decisions.Single().Outcome);
        Assert.Empty(router.Ledger().Attempts);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_is_no_call()
    {
        using var hole = new BlackHole();
        await using var second = await ProviderSimulator.StartAsync();
        var clock = new FakeClock();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(hole.Address, second.Address), clock, "--Router:Timeouts:Connect=00:00:10");

        var asking = router.Http.ChatAsync();
        await Eventually.Is(() =>
        {
            // In steps so short that one which comes too late leaves the second provider its time.
            var isNext = UnderWay(router) == "beta" || asking.IsCompleted;
            clock.Advance(isNext ? TimeSpan.Zero : TimeSpan.FromSeconds(4));
            return isNext;
        });
        await asking;
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = Assert.Single(router.Ledger().Attempts);
        Assert.Equal(("beta", 2, "ok"), (attempt.Provider, attempt.Attempt, attempt.Outcome));
        Assert.Equal(2, router.Ledger().Decisions.Single().Attempts);
    }

    [Fact]
    public async Task A_caller_who_gives_up_on_a_provider_that_has_the_request_is_booked()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var patience = new CancellationTokenSource();

        var asking = router.Http.PostJsonAsync(Chats.Body(), patience.Token);
        await Eventually.Is(() => upstream.Requests.Count == 1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = Assert.Single(router.Ledger().Attempts);
        Assert.Equal(("aborted", true), (attempt.Outcome, attempt.Estimated));
        Assert.True(attempt.InputTokens > 0);
    }

    /// <summary>Who is being asked; null while nobody is.</summary>
    private static string? UnderWay(RouterUnderTest router) =>
        router.Services.GetRequiredService<Spool>().OpenCalls().FirstOrDefault()?.Attempt.Provider;
}
