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
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => Task.Run(StartForProcessAsync));
    private readonly PostgresProcess? _process;

    private PostgresServer(string connectionString, PostgresProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>Connects to the maintenance database as a user who may create databases.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of this process, started at the first call and stopped when the process ends.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server for the caller alone, for tests that stop it or crash it.</summary>
    /// <param name="settings">Settings beside the usual ones for tests, as <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var process = await PostgresProcess.StartAsync(settings);
        var server = new PostgresServer($"Host=127.0.0.1;Port={process.Port};Username=postgres;Database=postgres", process);
        await server.UntilItAnswersAsync();
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
    }

    private static async Task<PostgresServer> StartForProcessAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } external)
        {
            return new PostgresServer(external, process: null);
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
        catch (NpgsqlException e) when (e.InnerException is SocketException or IOException or TimeoutException)
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
