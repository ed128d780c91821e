using System.Net.Sockets;
using Npgsql;

namespace TestKit.Postgres;

/// <summary>
/// A real PostgreSQL for tests: the server that TEST_POSTGRES names, else one of its own with a temporary data folder,
/// shared by all tests of the process. Tests get databases of their own from <see cref="CreateDatabaseAsync"/>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "TEST_POSTGRES";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => Task.Run(StartForProcessAsync));
    private readonly PostgresProcess? _process;

    private PostgresServer(string connectionString, PostgresProcess? process)
    private readonly Func<SupervisedProcess>? _start;
    private SupervisedProcess? _process;

    private PostgresServer(string connectionString, Func<SupervisedProcess>? start)
    {
        ConnectionString = connectionString;
        _start = start;
        _process = start?.Invoke();
    }

    /// <summary>Connects to the maintenance database as a user who may create databases.</summary>
    public string ConnectionString { get; }

    private string? DataFolder { get; init; }

    /// <summary>The server of this process, started at the first call and stopped when the process ends.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server for the caller alone, for tests that stop it or crash it.</summary>
    /// <param name="settings">Settings beside the usual ones for tests, as <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var process = await PostgresProcess.StartAsync(settings);
        var server = new PostgresServer($"Host=127.0.0.1;Port={process.Port};Username=postgres;Database=postgres", process);
        await server.UntilItAnswersAsync();
    public static Task<PostgresServer> StartAsync() => StartAsync(keepsData: false);

    /// <summary>Starts a server that <see cref="StopAsync"/> stops and <see cref="StartAgainAsync"/> starts again with its data.</summary>
    public static Task<PostgresServer> StartRestartableAsync() => StartAsync(keepsData: true);

    /// <summary>Stops the server; its data stay. Whoever is connected loses the connection.</summary>
    public async Task StopAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts the server again, at the same port.</summary>
    public async Task StartAgainAsync()
    {
        _process = _start!();
        await Eventually.Is(AnswersAsync, StartDeadline, "PostgreSQL answers a query again");
    }

    private static async Task<PostgresServer> StartAsync(bool keepsData)
    {
        var programs = await PostgresBinaries.FindAsync();
        var folder = Directory.CreateTempSubdirectory("aspire-routing-postgres-").FullName;
        await UnprivilegedUser.OwnAsync(folder);
        var data = Path.Combine(folder, "data");
        await ShortCommand.RunAsync(UnprivilegedUser.Command(
            [Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]));

        var port = FreePort.Next();
        // What stops with the process takes its folder along, so a server that is to come back gives it another one.
        var doomed = keepsData ? Path.Combine(folder, "run") : folder;
        var server = new PostgresServer(
            $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres",
            () => SupervisedProcess.Start("INT", doomed, UnprivilegedUser.Command(
                [Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}", .. FastSettings()])))
        {
            DataFolder = keepsData ? folder : null,
        };
        try
        {
            await Eventually.Is(server.AnswersAsync, StartDeadline, "PostgreSQL answers a query");
        }
        catch (TimeoutException e)
        {
            var output = server._process!.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL did not start:\n{output}", e);
        }

        return server;
    }

    /// <summary>Kills the server and all its processes by signal 9, as a power cut would end them; its data stays.</summary>
    public Task KillAsync() => Own().KillAsync();

    /// <summary>Starts a killed server again, at the same address, on the data it left.</summary>
    public Task RestartAsync()
    {
        Own().Start();
        return UntilItAnswersAsync();
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():n}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database of <see cref="CreateDatabaseAsync"/>, whoever is still connected.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>Stops the server and removes its data; a server named by TEST_POSTGRES is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (DataFolder is { } folder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PostgresServer> StartForProcessAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } external)
        {
            return new PostgresServer(external, start: null);
        }

        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private PostgresProcess Own() => _process ?? throw new InvalidOperationException($"The server that {Variable} names is not ours to kill.");

    private async Task UntilItAnswersAsync()
    {
        try
        {
            await Eventually.Is(AnswersAsync, StartDeadline, "PostgreSQL answers a query");
        }
        catch (TimeoutException e)
        {
            await DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL did not start:\n{_process?.Output}", e);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process is { HasExited: true })
        {
            throw new TimeoutException("The server process ended.");
        }

        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException e) when (e.InnerException is SocketException or IOException)
        {
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        // Unpooled: a pooled connection would hold on to the maintenance database.
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
