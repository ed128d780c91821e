using System.Net.Sockets;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>
/// A real Redis-protocol server for tests: the one that TEST_REDIS names, else one of its own with a temporary data
/// folder, which is Garnet unless the installed redis-server is asked for.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Variable = "TEST_REDIS";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<RedisServer>> Shared = new(() => Task.Run(StartForProcessAsync));
    private readonly SupervisedProcess? _process;

    private RedisServer(string connectionString, SupervisedProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>In StackExchange.Redis form: <c>host:port[,password=…]</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of this process, started at the first call and stopped when the process ends. Tests share its keys.</summary>
    public static Task<RedisServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server for the caller alone.</summary>
    /// <param name="kind">Which program serves.</param>
    /// <param name="password">Asked of clients; none when null.</param>
    /// <param name="port">Port to listen on, for a server that comes back; any when null.</param>
    /// <param name="transactions">Whether Garnet runs one script at a time; without, it loses updates.</param>
    /// <exception cref="InvalidOperationException">The program is missing or does not start; the text says what to do.</exception>
    public static async Task<RedisServer> StartAsync(
        RedisKind kind = RedisKind.Garnet, string? password = null, int? port = null, bool transactions = true)
    {
        var folder = Directory.CreateTempSubdirectory("aspire-routing-redis-").FullName;
        var listen = port ?? FreePort.Next();
        var process = SupervisedProcess.Start(
            "TERM",
            folder,
            kind is RedisKind.Garnet ? GarnetCommand.Line(folder, listen, password, transactions) : RedisCommand.Line(folder, listen, password),
            // The server collector reserves memory per core, which several servers on a small machine cannot afford.
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" });
        var server = new RedisServer($"127.0.0.1:{listen}" + (password is null ? "" : $",password={password}"), process);
        try
        {
            await Eventually.Is(() => server.AnswersAsync(listen, password), StartDeadline, $"{kind} answers PING");
        }
        catch (TimeoutException e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{kind} did not start:\n{process.Output}", e);
        }

        return server;
    }

    /// <summary>Stops the server and removes its data; a server named by TEST_REDIS is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private static async Task<RedisServer> StartForProcessAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } external)
        {
            return new RedisServer(external, process: null);
        }

        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private async Task<bool> AnswersAsync(int port, string? password)
    {
        if (_process is { HasExited: true })
        {
            throw new TimeoutException("The server process ended.");
        }

        try
        {
            using var connection = new RespConnection();
            await connection.OpenAsync(port);
            return (password is null || await connection.AskAsync("AUTH", password) == "+OK") && await connection.AskAsync("PING") == "+PONG";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
