using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks.Gateways;

/// <summary>The router alone, on a catalog of one free model.</summary>
internal static class RouterStart
{
    public static ProcessStartInfo Of(DirectoryInfo folder, int port, string upstream)
    {
        var snapshot = Path.Combine(folder.FullName, "snapshot.json");
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
        string[] command =
        [
            Path.Combine(router, "Router.Grpc.dll"), "--snapshot", snapshot, "--spool", Path.Combine(folder.FullName, "spool"),
            $"--Kestrel:Endpoints:http:Url=http://127.0.0.1:{Number(port)}", $"--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:{Number(Hosting.FreePort())}",
        ];

        var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = router };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
