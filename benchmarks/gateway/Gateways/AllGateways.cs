using System.Diagnostics;
using System.Globalization;

namespace Gateway.Benchmarks.Gateways;

/// <summary>Starts everything that is compared: upstream on one core, each gateway on another.</summary>
internal sealed class AllGateways : IAsyncDisposable
{
    private const int GatewayCore = 0;
    private const string SocketScheduling = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark");
    private readonly List<RunningGateway> _all = [];
    private readonly List<RunningGateway> _gateways = [];
    private readonly int _upstreamPort = Hosting.FreePort();
    private readonly RouterStart _router;
    private Stack? _stack;

    private AllGateways(Settings settings)
    {
        _router = new(settings.Router);
        int? upstreamCore = Environment.ProcessorCount > 1 ? 1 : null;
        Direct = Start("direct", _upstreamPort, Itself("upstream", Number(_upstreamPort)), upstreamCore);
    }

    /// <summary>The upstream without any gateway.</summary>
    public RunningGateway Direct { get; }

    public IReadOnlyList<RunningGateway> Gateways => _gateways;

    private string Upstream => $"http://127.0.0.1:{_upstreamPort}";

    /// <summary>Everything there is to compare.</summary>
    public static async Task<AllGateways> ToCompareAsync(Settings settings)
    {
        var all = new AllGateways(settings);
        try
        {
            if (Nginx.IsInstalled)
            {
                all.Add("nginx", port => Nginx.Start(all._folder, port, all._upstreamPort));
            }

            all.Add("pass-through", port => Itself("pass-through", Number(port), all.Upstream, "default"));
            all.Add("pass-through, inline", port => With(Itself("pass-through", Number(port), all.Upstream, "inline"), SocketScheduling, "1"));
            if (settings.Peer is { } peer)
            {
                all.Add("peer", port => Peer.Start(all._folder, peer, port), Peer.Headers(all.Upstream));
            }

            all.Add("router", port => all._router.Alone(all._folder, port, all.Upstream));
            if (settings.Stack)
            {
                await all.AddWithinStackAsync();
            }

            return all;
        }
        catch
        {
            // What runs already must not stay behind.
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>The router under the settings of the runtime that there were to choose from.</summary>
    public static AllGateways RouterVariants(Settings settings)
    {
        var all = new AllGateways(settings);
        foreach (var (name, variable, value) in (ReadOnlySpan<(string, string, string)>)
        [
            ("router", "", ""),
            ("router, on the pool's threads", SocketScheduling, "0"),
            ("router, pool that spins", "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "46"),
            ("router, workstation collector", "DOTNET_gcServer", "0"),
            ("router, collector without adaptation", "DOTNET_GCDynamicAdaptationMode", "0"),
            ("router, without profile-guided code", "DOTNET_TieredPGO", "0"),
        ])
        {
            all.Add(name, port => With(all._router.Alone(all.Subfolder(), port, all.Upstream), variable, value));
        }

        return all;
    }

    /// <summary>The router and its upstream alone.</summary>
    public static AllGateways RouterAlone(Settings settings)
    {
        var all = new AllGateways(settings);
        all.Add("router", port => all._router.Alone(all._folder, port, all.Upstream));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Enumerable.Reverse(_all))
        {
            gateway.Dispose();
        }

        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task AddWithinStackAsync()
    {
        var stack = _stack = await Stack.StartAsync(_folder);
        await stack.FillAsync(Upstream);
        Add(
            "router with keys, budgets, Redis, ledger",
            port => _router.Within(stack, Subfolder(), port),
            new KeyValuePair<string, string>("Authorization", $"Bearer {stack.Key}"));
    }

    private void Add(string name, Func<int, ProcessStartInfo> start, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var port = Hosting.FreePort();
        _gateways.Add(Start(name, port, start(port), GatewayCore, headers));
    }

    private RunningGateway Start(string name, int port, ProcessStartInfo start, int? core, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var gateway = new RunningGateway(name, port, start, core, headers);
        _all.Add(gateway);
        return gateway;
    }

    private static ProcessStartInfo With(ProcessStartInfo start, string variable, string value)
    {
        if (variable.Length > 0)
        {
            start.Environment[variable] = value;
        }

        return start;
    }

    // One router holds a spool.
    private DirectoryInfo Subfolder() => _folder.CreateSubdirectory(Number(_all.Count));

    private static ProcessStartInfo Itself(params string[] arguments) => new("dotnet", [typeof(AllGateways).Assembly.Location, .. arguments]);

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
