using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Streams;

public sealed class CallerAbortTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_hangs_up_ends_the_upstream_call_and_nobody_is_blamed(bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        using var hangUp = new CancellationTokenSource();

        var request = router.Http.PostJsonAsync(Chats.Body(stream: stream), hangUp.Token);
        await Eventually.Is(() => first.Counters.InFlight == 1);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.Is(() => first.Counters.Aborts == 1);
        Assert.Equal(0, second.Counters.Requests);
        Assert.Empty(router.Services.GetRequiredService<LocalHealth>().States());
    }

    [Fact]
    public async Task A_caller_who_hangs_up_in_the_middle_of_a_stream_ends_the_upstream_call()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hel"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        using (var response = await router.Http.StreamAsync())
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        await Eventually.Is(() => upstream.Counters.Aborts == 1);
    }
}
