using Npgsql;

namespace TestKit.Processes;

/// <summary>A Catalog.Api in a process of its own, at addresses that it keeps from start to start.</summary>
public sealed class CatalogProcess : IAsyncDisposable
{
    private readonly int _httpPort = FreePort.Next();
    private readonly int _grpcPort = FreePort.Next();
    private readonly string _connectionString;
    private readonly string[] _arguments;
    private ServiceProcess? _process;

    private CatalogProcess(string connectionString, string[] arguments)
    {
        _arguments = arguments;
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 20 }.ConnectionString;
        Http = new() { BaseAddress = new Uri($"http://127.0.0.1:{_httpPort}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Speaks to its REST surface.</summary>
    public HttpClient Http { get; }

    /// <summary>Where its gRPC surface answers.</summary>
    public string GrpcAddress => $"http://127.0.0.1:{_grpcPort}";

    /// <summary>Starts one on a database, with settings beside the usual ones, and waits until it serves.</summary>
    public static async Task<CatalogProcess> StartAsync(string connectionString, params string[] arguments)
    {
        var catalog = new CatalogProcess(connectionString, arguments);
        await catalog.StartAgainAsync();
        return catalog;
    }

    /// <summary>Starts it after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process = await ServiceProcess.StartAsync(
            "Catalog.Api",
            "Application started",
            [
                $"--ConnectionStrings:catalog={_connectionString}",
                $"--Kestrel:Endpoints:http:Url=http://127.0.0.1:{_httpPort}",
                $"--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:{_grpcPort}",
                "--Logging:LogLevel:Default=Information",
                .. _arguments,
            ]);
        await Eventually.Is(ServesAsync, TimeSpan.FromMinutes(5), "Catalog.Api serves its snapshot");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Kills it, unless it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    private async Task<bool> ServesAsync()
    {
        using var response = await Http.GetAsync(new Uri("/api/v1/registry/snapshot", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }
}
