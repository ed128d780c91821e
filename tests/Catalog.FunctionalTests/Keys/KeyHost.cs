using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;

namespace Catalog.FunctionalTests.Keys;

/// <summary>A catalog that keeps keys, with a database and a data key of the test's own.</summary>
internal sealed class KeyHost : IAsyncDisposable
{
    public const string ServiceKey = "secret-of-the-stack";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("catalog-tests-");

    private KeyHost(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public CatalogHost Catalog { get; private set; } = null!;

    public HttpClient Http => Catalog.Http;

    public string AdminKeyFile => Path.Combine(_folder.FullName, "kept", "admin.key");

    public static Metadata Presented => new() { { "x-service-key", ServiceKey } };

    public KeyService.KeyServiceClient Grpc => new(Catalog.Channel);

    public static async Task<KeyHost> StartAsync()
    {
        var host = new KeyHost(await TestDatabase.CreateAsync());
        await host.StartAgainAsync();
        return host;
    }

    public async Task StartAgainAsync()
    {
        if (Catalog is not null)
        {
            await Catalog.DisposeAsync();
        }

        Catalog = await CatalogHost.StartAsync(
            Database.ConnectionString,
            $"--ServiceKey={ServiceKey}",
            $"--Credentials:DataKeyFile={Path.Combine(_folder.FullName, "data.key")}",
            $"--Keys:AdminKeyFile={AdminKeyFile}");
        Catalog.PresentServiceKey(ServiceKey);
    }

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
        Catalog.Logs.VerifyNoErrors();
    }
}
