using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks.Gateways;

/// <summary>How the router is started.</summary>
/// <param name="published">Folder into which it was published; null takes the one that was built.</param>
internal sealed class RouterStart(string? published)
{
    /// <summary>Alone, on a catalog of one free model.</summary>
    public ProcessStartInfo Alone(DirectoryInfo folder, int port, string upstream)
    {
        var snapshot = Path.Combine(folder.FullName, "snapshot.json");
        var entry = new[] { "bench/model" };
        File.WriteAllBytes(snapshot, JsonSerializer.SerializeToUtf8Bytes(new
        {
            providers = new[] { new { id = "bench", profile = "openai-compatible", base_url = upstream + "/v1" } },
            deployments = new[] { new { provider = "bench", model = "model", is_free = true, context_window = 131_072 } },
            tiers = new[] { "fast", "balanced", "powerful" }.Select(name => new { name, entries = entry }),
        }));

        return Start(folder, port, ["--snapshot", snapshot]);
    }

    /// <summary>With everything that a company has beside it.</summary>
    public ProcessStartInfo Within(Stack stack, DirectoryInfo folder, int port) => Start(
        folder,
        port,
        [.. stack.Arguments, $"--Router:SnapshotCopy={folder.FullName}/copy.json", $"--Router:AccessCopy={folder.FullName}/access.json"]);

    private ProcessStartInfo Start(DirectoryInfo folder, int port, string[] arguments)
    {
        // The same folder of build results, one project over.
        var release = new DirectoryInfo(AppContext.BaseDirectory);
        var router = published ?? Path.Combine(release.Parent!.Parent!.FullName, "Router.Grpc", release.Name);
        string[] command =
        [
            Path.Combine(router, "Router.Grpc.dll"), .. arguments, "--spool", Path.Combine(folder.FullName, "spool"),
            $"--Kestrel:Endpoints:http:Url=http://127.0.0.1:{Number(port)}", $"--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:{Number(Hosting.FreePort())}",
        ];

        var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = router };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
