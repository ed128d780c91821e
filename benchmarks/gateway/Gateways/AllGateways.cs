using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Benchmarks.Gateways;

/// <summary>Starts everything that is compared: upstream on one core, each gateway on another.</summary>
internal sealed class AllGateways : IDisposable
{
    private const int GatewayCore = 0;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark");
    private readonly List<RunningGateway> _all = [];

    public AllGateways()
    {
        var port = Hosting.FreePort();
        int? upstreamCore = Environment.ProcessorCount > 1 ? 1 : null;
        Direct = Add("direct", port, Itself("upstream", Number(port)), upstreamCore);
        var upstream = $"http://127.0.0.1:{port}";
        Gateways = [.. Nginx.IsInstalled ? [AddNginx(port)] : Array.Empty<RunningGateway>(), AddPassThrough("pass-through", upstream, "default"), AddInline(upstream), AddRouter(upstream)];
    }

    /// <summary>The upstream without any gateway.</summary>
    public RunningGateway Direct { get; }

    public IReadOnlyList<RunningGateway> Gateways { get; }

    public void Dispose()
    {
        foreach (var gateway in Enumerable.Reverse(_all))
        {
            gateway.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private RunningGateway AddNginx(int upstream)
    {
        var port = Hosting.FreePort();
        return Add("nginx", port, Nginx.Start(_folder, port, upstream), GatewayCore);
    }

    private RunningGateway AddPassThrough(string name, string upstream, string settings)
    {
        var port = Hosting.FreePort();
        return Add(name, port, Itself("pass-through", Number(port), upstream, settings), GatewayCore);
    }

    private RunningGateway AddInline(string upstream)
    {
        var port = Hosting.FreePort();
        var start = Itself("pass-through", Number(port), upstream, "inline");
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        return Add("pass-through, inline", port, start, GatewayCore);
    }

    private RunningGateway AddRouter(string upstream)
    {
        var port = Hosting.FreePort();
        var snapshot = Path.Combine(_folder.FullName, "snapshot.json");
        var entry = new[] { "bench/model" };
        File.WriteAllBytes(snapshot, JsonSerializer.SerializeToUtf8Bytes(new
        {
            providers = new[] { new { id = "bench", profile = "openai-compatible", base_url = upstream + "/v1" } },
            deployments = new[] { new { provider = "bench", model = "model", is_free = true, context_window = 131_072 } },
            tiers = new[] { "fast", "balanced", "powerful" }.Select(name => new { name, entries = entry }),
        }));

        // The same folder of build results, one project over.
        var release = new DirectoryInfo(AppContext.BaseDirectory);
        var router = Path.Combine(release.Parent!.Parent!.FullName, "Router.Grpc", release.Name);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = router };
        foreach (var argument in (string[])
        [
            Path.Combine(router, "Router.Grpc.dll"), "--snapshot", snapshot, "--spool", Path.Combine(_folder.FullName, "spool"),
            $"--Kestrel:Endpoints:http:Url=http://127.0.0.1:{Number(port)}", $"--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:{Number(Hosting.FreePort())}",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return Add("router", port, start, GatewayCore);
    }

    private RunningGateway Add(string name, int port, ProcessStartInfo start, int? core)
    {
        var gateway = new RunningGateway(name, port, start, core);
        _all.Add(gateway);
        return gateway;
    }

    private static string Number(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static ProcessStartInfo Itself(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(typeof(AllGateways).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
