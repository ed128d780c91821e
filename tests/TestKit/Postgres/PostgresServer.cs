using System.Net.Sockets;
using Npgsql;
using TestKit.Processes;

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
    private readonly SupervisedProcess? _process;

    private PostgresServer(string connectionString, SupervisedProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>Connects to the maintenance database as a user who may create databases.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of this process, started at the first call and stopped when the process ends.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server for the caller alone, for tests that stop it or crash it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var programs = await PostgresBinaries.FindAsync();
        var folder = Directory.CreateTempSubdirectory("aspire-routing-postgres-").FullName;
        await UnprivilegedUser.OwnAsync(folder);
        var data = Path.Combine(folder, "data");
        await ShortCommand.RunAsync(UnprivilegedUser.Command(
            [Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]));

        var port = FreePort.Next();
        var process = SupervisedProcess.Start("INT", folder, UnprivilegedUser.Command(
            [Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}", .. FastSettings()]));
        var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres", process);
        try
        {
            await Eventually.Is(server.AnswersAsync, StartDeadline, "PostgreSQL answers a query");
        }
        catch (TimeoutException e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL did not start:\n{process.Output}", e);
        }

        return server;
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

    // Test data need not survive a power cut, and every test class may hold a few pools open.
    private static string[] FastSettings() =>
    [
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off",
        "-c", "synchronous_commit=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal",
    ];

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
