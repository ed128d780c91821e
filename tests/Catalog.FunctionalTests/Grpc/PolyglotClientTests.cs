using Catalog.FunctionalTests.Hosting;
using TestKit.Polyglot;

namespace Catalog.FunctionalTests.Grpc;

/// <summary>Programs in other languages call the catalog; they check the answers themselves.</summary>
public sealed class PolyglotClientTests : IAsyncLifetime
{
    private const string Key = "a-key-of-this-test";
    private TestDatabase _database = null!;
    private CatalogHost _host = null!;

    private string[] Arguments => ["--catalog", _host.Channel.Target, "--service-key", Key];

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await CatalogHost.StartAsync(_database.ConnectionString, $"--ServiceKey={Key}");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _host.Logs.VerifyNoErrors();
    }

    [NodeFact]
    public Task A_client_in_Node_watches_and_ingests() => WireClient.RunNodeAsync(Arguments);

    [PythonFact]
    public Task A_client_in_Python_watches_and_ingests() => WireClient.RunPythonAsync(Arguments);
}
