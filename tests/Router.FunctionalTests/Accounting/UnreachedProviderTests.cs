using Router.FunctionalTests.Running;
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
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.Http.PostJsonAsync(Chats.Body(), patience.Token));
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        Assert.Equal("aborted", router.Ledger().Decisions.Single().Outcome);
        Assert.Empty(router.Ledger().Attempts);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_is_no_call()
    {
        using var hole = new BlackHole();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(hole.Address, second.Address), "--Router:Timeouts:Connect=00:00:00.3");

        await router.Http.ChatAsync();
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
}
