using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Providers;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Worker.FunctionalTests.EndToEnd;

public sealed class RealCatalogTests
{
    // Keys of the machine must not send a test to real providers.
    private static readonly (string, string)[] NoKeys =
        [.. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => (name, ""))];

    [Fact]
    public async Task A_model_that_a_provider_lists_can_be_found_in_the_registry()
    {
        await using var upstream = await ProviderSimulator.StartAsync(new SimulatorOptions { Models = ["sim-small", "sim-new"] });
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "simulator"))?.Result == "Synced");

        // Readers see a change when the feed brings it, a moment after it is stored.
        await Eventually.Is(async () =>
            (await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" })).Deployments.Any(row => row.Model == "sim-new"));
        var found = await Client(catalog).GetDeploymentAsync(new() { Provider = "simulator", Model = "sim-new" });
        Assert.Equal(Origin.Discovered, found.Deployment.Origin);
        Assert.Equal(("Skipped", "No key: set OPENAI_API_KEY."), await worker.HealthAsync("sync", "openai"));
    }

    [Fact]
    public async Task Nonsense_from_a_provider_changes_nothing_in_the_registry()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies([.. Enumerable.Repeat(Reply.Raw("{\"object\":\"list\",\"data\":[]}", "application/json"), 50)]);
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        var before = await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" });
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "simulator"))?.Result == "Failed");

        Assert.NotEmpty(before.Deployments);
        Assert.Equal(before, await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" }));
    }

    private static CatalogService.CatalogServiceClient Client(CatalogHost catalog) => new((ChannelBase)catalog.Channel);
}
