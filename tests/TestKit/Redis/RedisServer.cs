using System.Collections.Concurrent;
using System.Net.Sockets;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>
/// A real Redis-protocol server for tests, with a temporary data folder: Garnet unless the installed redis-server is asked for.
/// Where TEST_REDIS names a server, it takes the place of the shared Garnet.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Variable = "TEST_REDIS";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly ConcurrentDictionary<RedisKind, Lazy<Task<RedisServer>>> Shared = new();
    private readonly SupervisedProcess? _process;

    private RedisServer(string connectionString, SupervisedProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>In StackExchange.Redis form: <c>host:port[,password=…]</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The same for a connection of the test itself, which tries again and again on a busy machine.</summary>
    public string PatientConnectionString => $"{ConnectionString},connectTimeout=3000,connectRetry=40";

    /// <summary>The server of this process, started at the first call and stopped when the process ends. Tests share its keys.</summary>
    public static Task<RedisServer> SharedAsync(RedisKind kind = RedisKind.Garnet) =>
        Shared.GetOrAdd(kind, static kind => new(() => Task.Run(() => StartForProcessAsync(kind)))).Value;

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

    /// <summary>Stops its process in its tracks, so that connections stay open and nothing answers, until <see cref="Resume"/>.</summary>
    public void Pause() => Own.Pause();

    /// <summary>Lets a paused server go on.</summary>
    public void Resume() => Own.Resume();

    /// <summary>Forgets every key, as a server that comes back without its data does.</summary>
    public async Task WipeAsync()
    {
        using var connection = new RespConnection();
        await connection.OpenAsync(int.Parse(ConnectionString.Split(':')[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
        if (await connection.AskAsync("FLUSHALL") is not "+OK" and var answer)
        {
            throw new InvalidOperationException($"The server did not forget its keys: {answer}");
        }
    }

    /// <summary>Stops the server and removes its data; a server named by TEST_REDIS is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private SupervisedProcess Own => _process ?? throw new InvalidOperationException("A server named by TEST_REDIS is left alone.");

    private static async Task<RedisServer> StartForProcessAsync(RedisKind kind)
    {
        if (kind is RedisKind.Garnet && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } external)
        {
            return new RedisServer(external, process: null);
        }

        var server = await StartAsync(kind);
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
