using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Providers;
using Router.FunctionalTests.Running;
using ServiceDefaults.Quotas;
using ServiceDefaults.Redis;
using TestKit;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>A real catalog with a router that it feeds, as one stack.</summary>
internal sealed class FedRouter : IAsyncDisposable
{
    private const string ServiceKey = "the-secret-of-this-stack";

    // Keys of the machine must not send a test to real providers.
    private static readonly string[] NoKeys =
        [.. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => $"--{name}=")];

    private FedRouter(TestDatabase database, CatalogHost catalog, RouterUnderTest router, TemporaryFolder folder) =>
        (Database, Catalog, Router, Folder) = (database, catalog, router, folder);

    public TestDatabase Database { get; }

    public CatalogHost Catalog { get; }

    public RouterUnderTest Router { get; }

    /// <summary>A folder of the test's own, on the machine that both share.</summary>
    public TemporaryFolder Folder { get; }

    /// <param name="arguments">More arguments of the router.</param>
    public static async Task<FedRouter> StartAsync(params string[] arguments)
    {
        var folder = new TemporaryFolder();
        var database = await TestDatabase.CreateAsync();
        var catalog = await CatalogHost.StartAsync(
            database.ConnectionString, $"--ServiceKey={ServiceKey}", $"--Credentials:DataKeyFile={folder.In("data.key")}");
        catalog.PresentServiceKey(ServiceKey);
        return new(database, catalog, await StartRouterAsync(catalog, new(), arguments), folder);
    }

    /// <summary>Starts one more router on the same catalog.</summary>
    public Task<RouterUnderTest> StartAnotherAsync(params string[] arguments) => StartRouterAsync(Catalog, new(), arguments);

    /// <summary>What callers of the catalog present.</summary>
    public static Metadata Metadata => new() { { "x-service-key", ServiceKey } };

    // A router that waits for Redis in vain counts limits alone, which on a busy machine it must not do for no reason.
    private static Task<RouterUnderTest> StartRouterAsync(CatalogHost catalog, TemporaryFolder folder, string[] arguments) => RouterUnderTest.StartFedAsync(
        folder,
        static services => services.AddSingleton(static services => new QuotaStore(services.GetRequiredService<RedisGate>(), new PatientClock())),
        [$"--services:catalog-api:grpc:0={catalog.GrpcAddress}", $"--ServiceKey={ServiceKey}", .. NoKeys, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await Router.DisposeAsync();
        await Catalog.DisposeAsync();
        await Database.DisposeAsync();
        Folder.Dispose();
        Catalog.Logs.VerifyNoErrors();
    }
}
