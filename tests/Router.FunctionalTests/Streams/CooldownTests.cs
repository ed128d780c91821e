using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Streams;

public sealed class CooldownTests
{
    [Fact]
    public async Task After_failures_in_a_row_a_deployment_is_left_alone()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500).Then(500);
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address), "--Router:Cooldown:AfterFailures=2", "--Router:Cooldown:Initial=00:05:00");

        await router.Http.ChatAsync();
        await router.Http.ChatAsync();
        await Eventually.Is(() => Cooling(router));
        var during = await router.Http.ChatAsync();

        Assert.Equal("beta", during.Header("x-routing-provider"));
        Assert.Equal("1", during.Header("x-routing-attempts"));
        Assert.Equal(2, first.Counters.Requests);
    }

    [Fact]
    public async Task When_its_pause_is_over_it_serves_again()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address), "--Router:Cooldown:AfterFailures=1", "--Router:Cooldown:Initial=00:00:01");

        await router.Http.ChatAsync();

        await Eventually.Is(() => Cooling(router));
        await Eventually.Is(async () => (await router.Http.ChatAsync()).Header("x-routing-provider") == "alpha");
    }

    [Fact]
    public async Task A_pause_that_the_provider_asks_for_begins_at_once()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(429, retryAfter: 60);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        await router.Http.ChatAsync();
        await Eventually.Is(() => Cooling(router));
        await router.Http.ChatAsync();

        Assert.Equal(1, first.Counters.Requests);
        Assert.Equal(2, second.Counters.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Faults_of_the_caller_and_of_our_key_do_not_count(int status)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(status));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Cooldown:AfterFailures=1");

        await router.Http.ChatAsync();

        Assert.Empty(router.Services.GetRequiredService<LocalHealth>().States());
    }

    private static bool Cooling(RouterUnderTest router) =>
        router.Services.GetRequiredService<CurrentHealth>().View.For(Catalogs.First).CoolingUntil is not null;
}
