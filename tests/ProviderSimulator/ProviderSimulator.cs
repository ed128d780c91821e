using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Simulation.Counting;
using Simulation.Scripting;

namespace Simulation;

/// <summary>
/// A provider to script in tests, on a real Kestrel of this process:
/// <code>
/// await using var upstream = await ProviderSimulator.StartAsync();
/// upstream.Replies(429, retryAfter: 2).Then(Reply.Sse("Hel", "lo"));
/// </code>
/// Requests without a script get the default answer, which says that it is simulated.
/// </summary>
public sealed class ProviderSimulator : IAsyncDisposable
{
    private const int KeptRequests = 10_000;
    private readonly SimulatorState _state;
    private WebApplication? _app;
    private Socket[] _kept = [];

    private ProviderSimulator(SimulatorOptions options) => _state = new SimulatorState(options);

    /// <summary>Base address for HTTP/1.1, without a path.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Base address for cleartext HTTP/2.</summary>
    public Uri Http2Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The requests received, oldest first, with headers and body.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _state.Requests.All();

    /// <summary>The counters as they stand.</summary>
    public CounterSnapshot Counters => _state.Counters.Snapshot();

    /// <summary>Scripted replies that nobody asked for yet; a test that scripts a sequence asserts that it is 0.</summary>
    public int PendingReplies => _state.Scripts.Pending;

    /// <summary>Starts on two free loopback ports.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="port">The port for HTTP/1.1, where a caller outside this process is set up with it; 0 for a free one.</param>
    public static async Task<ProviderSimulator> StartAsync(SimulatorOptions? options = null, int port = 0)
    {
        var simulator = new ProviderSimulator(options ?? new SimulatorOptions { RecordedRequests = KeptRequests })
        {
            Address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri,
        };
        await simulator.StartListeningAsync();
        return simulator;
    }

    /// <summary>Queues an error for the next request.</summary>
    /// <param name="status">HTTP status to answer with.</param>
    /// <param name="retryAfter">Seconds for the Retry-After header; absent when null.</param>
    public ReplyQueue Replies(int status, double? retryAfter = null) => Replies(Reply.Error(status, retryAfter));

    /// <summary>Queues replies for the next requests, whatever their model and path.</summary>
    public ReplyQueue Replies(params Reply[] replies) => For().Replies(replies);

    /// <summary>Narrows a script to one model, one path, or both. More specific scripts are used first.</summary>
    public ReplyQueue For(string? model = null, string? path = null) => _state.Scripts.QueueFor(new ScriptTarget(model, path));

    /// <summary>Forgets scripts, counters and recorded requests.</summary>
    public void Reset() => _state.Reset();

    /// <summary>Closes the ports, so that connections are refused, until <see cref="StartListeningAsync"/>.</summary>
    public async Task StopListeningAsync()
    {
        await StopAsync();

        // Else a connection of anybody might be given one of the ports before they open again.
        _kept = [.. new[] { Address, Http2Address }.Select(Keep)];
    }

    /// <summary>Opens the ports; after <see cref="StopListeningAsync"/> the same ones as before.</summary>
    public async Task StartListeningAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Simulation" });
        // The settings lying around are those of the service under test; its ports are not ours.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.AddProviderSimulator();
        builder.Services.AddSingleton(_state.Options);
        builder.Services.AddSingleton(_state);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, Address.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, Http2Address.Port, listen => listen.Protocols = HttpProtocols.Http2);
        });

        var app = builder.Build();
        app.MapProviderSimulator();
        LetGo();
        await app.StartAsync();
        _app = app;
        var urls = app.Urls.ToArray();
        Address = new Uri(urls[0]);
        Http2Address = new Uri(urls[1]);
    }

    /// <summary>Stops at once: a reply that hangs must not hold up the test's end.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        LetGo();
    }

    private async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(atOnce.Token);
            await app.DisposeAsync();
        }
    }

    // A socket that is bound and does not listen refuses connections.
    private static Socket Keep(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, address.Port));
        return socket;
    }

    private void LetGo()
    {
        foreach (var socket in _kept)
        {
            socket.Dispose();
        }

        _kept = [];
    }
}
