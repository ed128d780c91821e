using System.Net;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;

namespace Router.FunctionalTests.Connections;

public sealed class ProxyTests
{
    [Fact]
    public async Task Providers_are_reached_through_the_proxy_that_the_environment_names()
    {
        // A proxy for plain HTTP is asked for whole addresses; this one answers in the provider's place.
        await using var proxy = await ProviderSimulator.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.In("snapshot.json"), SnapshotFile.Write(Catalogs.Of(new Uri("http://provider.invalid"))));
        await using var router = await RouterProcess.ServeAsync(
            new Dictionary<string, string> { ["http_proxy"] = proxy.Address.ToString() },
            "--snapshot", folder.In("snapshot.json"), "--spool", folder.In("spool"));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = router.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.ChatAsync()).StatusCode);
        Assert.Equal(1, proxy.Counters.Requests);
    }
}
