using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Accounting;

public sealed class SpoolDrainTests
{
    [Fact]
    public async Task Usage_reaches_the_catalog_and_leaves_the_disk()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);

        await Eventually.Is(() => catalog.UsageStored == 2);
        await Eventually.Is(() => router.Services.GetRequiredService<Spool>().WaitingBytes == 0);

        Assert.Equal("ok", catalog.Stored.Values.Single(row => row.Attempt is not null).Attempt.Outcome);
        Assert.Equal("ok", catalog.Stored.Values.Single(row => row.Decision is not null).Decision.Outcome);
        Assert.Empty(Directory.GetFiles(router.SpoolFolder, "*.segment"));
    }

    [Fact]
    public async Task While_the_catalog_is_away_usage_waits_and_a_stop_sends_what_it_can()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
        await using (var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument))
        {
            await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
            await Eventually.Is(() => catalog.UsageStored == 2);
            await catalog.GoAsync();
            await router.Http.ChatAsync();
            // Once it has noticed, what it sends last goes over a connection of its own.
            await Eventually.Is(() => router.Log.Lines.Any(static line => line.Event.Id == 305));
            await Eventually.Is(() => router.Services.GetRequiredService<Spool>().WaitingBytes > 0);
            Assert.Equal(2, catalog.UsageStored);

            await catalog.ComeAsync();
        }

        Assert.Equal(4, catalog.UsageStored);
    }

    [Fact]
    public async Task What_the_catalog_will_never_store_is_said_once_and_let_go()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog { Rejects = true };
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);

        await Eventually.Is(() => router.Log.Lines.Count(line => line.Event.Id == 307) == 2);
        await Eventually.Is(() => router.Services.GetRequiredService<Spool>().WaitingBytes == 0);
    }
}
