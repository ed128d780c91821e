using System.Net;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Feeds;

public sealed class CatalogFeedTests
{
    [Fact]
    public async Task What_the_catalog_sends_is_served_and_each_change_is_applied()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        var one = Catalogs.Of(upstream.Address) with { Revision = 7 };
        var two = Catalogs.Of(upstream.Address, upstream.Address) with { Revision = 8 };
        catalog.Send(one);
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);

        await Eventually.Is(async () => (await router.Http.ChatAsync("alpha/sim-small")).IsSuccessStatusCode);
        var before = await router.Http.ChatAsync("beta/sim-medium");
        catalog.SendChange(one, two);
        await Eventually.Is(async () => (await router.Http.ChatAsync("beta/sim-medium")).IsSuccessStatusCode);

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
    }

    [Fact]
    public async Task Without_catalog_and_copy_requests_are_told_so_and_health_says_it()
    {
        await using var router = await RouterUnderTest.StartFedAsync(new(), $"--services:catalog-api:grpc:0=http://127.0.0.1:{FreePort.Next()}");

        var response = await router.Http.ChatAsync();
        var health = await router.Http.GetStringAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Degraded", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_the_catalog_serves_the_copy_of_the_last_run()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        using var kept = new TemporaryFolder();
        var copy = $"--Router:SnapshotCopy={kept.In("logs/provider_registry_snapshot.json")}";
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 7 });
        await using (var first = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, copy))
        {
            await Eventually.Is(() => File.Exists(kept.In("logs/provider_registry_snapshot.json")));
            await catalog.GoAsync();
        }

        await using var second = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, copy);
        var response = await second.Http.ChatAsync();
        var health = await second.Http.GetStringAsync(new Uri("/health", UriKind.Relative));
        var file = SnapshotFile.Read(await File.ReadAllBytesAsync(kept.In("logs/provider_registry_snapshot.json")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(7, file.Revision);
        Assert.Contains("copy of revision 7", health, StringComparison.Ordinal);
        Assert.Contains(second.Log.Lines, line => line.Event.Id == 202);
        Assert.Single(Directory.GetFiles(kept.In("logs")));
    }

    [Fact]
    public async Task When_the_catalog_goes_away_the_last_it_sent_stays_in_force_and_it_is_followed_again_when_back()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 7 });
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);

        await catalog.GoAsync();
        var during = await router.Http.ChatAsync();
        catalog.Send(Catalogs.Of(upstream.Address, upstream.Address) with { Revision = 9 });
        await catalog.ComeAsync();

        Assert.Equal(HttpStatusCode.OK, during.StatusCode);
        await Eventually.Is(async () => (await router.Http.ChatAsync("beta/sim-medium")).IsSuccessStatusCode);
    }
}
