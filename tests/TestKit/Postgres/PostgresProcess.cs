using System.Globalization;
using TestKit.Processes;

namespace TestKit.Postgres;

/// <summary>The process of a PostgreSQL server with a data folder of its own, which outlives the process and ends with the test.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    // Everything that belongs to the server, and the server itself last known by its lock file.
    private const string KillAll =
        """
        all="$(pgrep -P "$0") $0"
        kill -KILL $all
        tries=0
        for one in $all; do
            # Dead ones that nobody has buried hold nothing any more.
            while kill -0 "$one" 2>/dev/null && ! grep -qs '^State:.Z' "/proc/$one/status" && [ "$tries" -lt 1200 ]; do
                sleep 0.05
                tries=$((tries + 1))
            done
        done
        """;

    // Test data need not survive a power cut, and every test class may hold a few pools open.
    private static readonly string[] FastSettings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
        "max_connections=200", "shared_buffers=64MB", "log_min_messages=fatal",
    ];

    private readonly string _folder;
    private readonly string[] _command;
    private readonly SupervisedProcess _keeper;
    private SupervisedProcess _server;

    private PostgresProcess(string folder, int port, string[] command)
    {
        _folder = folder;
        Port = port;
        _command = command;

        // A server's own folder goes with it, also when it is killed; the data belongs to somebody who waits for the end of the test.
        _keeper = SupervisedProcess.Start("TERM", folder, ["tail", "-f", "/dev/null"]);
        _server = Run();
    }

    public int Port { get; }

    public bool HasExited => _server.HasExited;

    public string Output => _server.Output;

    /// <summary>Makes a data folder and starts a server on it.</summary>
    public static async Task<PostgresProcess> StartAsync(IEnumerable<string> settings)
    {
        var programs = await PostgresBinaries.FindAsync();
        var folder = Directory.CreateTempSubdirectory("aspire-routing-postgres-").FullName;
        await UnprivilegedUser.OwnAsync(folder);
        var data = Data(folder);
        await ShortCommand.RunAsync(UnprivilegedUser.Command(
            [Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]));
        var port = FreePort.Next();
        string[] command =
        [
            Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}",
            .. FastSettings.Concat(settings).SelectMany(setting => new[] { "-c", setting }),
        ];
        return new PostgresProcess(folder, port, [.. UnprivilegedUser.Command(command)]);
    }

    /// <summary>Starts the server again after it was killed.</summary>
    public void Start() => _server = Run();

    public async Task KillAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Data(_folder), "postmaster.pid"));
        await ShortCommand.RunAsync(["/bin/sh", "-c", KillAll, $"{int.Parse(lines[0], CultureInfo.InvariantCulture)}"]);
        await _server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _keeper.DisposeAsync();
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private SupervisedProcess Run() => SupervisedProcess.Start("INT", Path.Combine(_folder, "run"), _command);
}
