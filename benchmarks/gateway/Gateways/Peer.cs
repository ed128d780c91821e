using System.Diagnostics;

namespace Gateway.Benchmarks.Gateways;

/// <summary>An open-source gateway that runs on Node, where npm has installed it.</summary>
internal static class Peer
{
    private const string Program = "node_modules/@portkey-ai/gateway/build/start-server.js";

    /// <summary>It would listen on every address of the machine.</summary>
    private const string OnLoopback = """
        const { Server } = require("net");
        const listen = Server.prototype.listen;
        Server.prototype.listen = function (where, ...rest) {
          const port = typeof where === "object" ? where.port : where;
          return listen.call(this, { port: Number(port), host: "127.0.0.1" }, rest.find((one) => typeof one === "function"));
        };
        """;

    /// <summary>The headers by which it knows where to go.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(string upstream) =>
        [new("x-portkey-provider", "openai"), new("x-portkey-custom-host", upstream + "/v1"), new("Authorization", "Bearer none")];

    /// <exception cref="FileNotFoundException">It is not installed there.</exception>
    public static ProcessStartInfo Start(DirectoryInfo scratch, string folder, int port)
    {
        var program = Path.Combine(folder, Program);
        if (!File.Exists(program))
        {
            throw new FileNotFoundException($"{program} is not there; docs/performance.md says how the peer is installed.");
        }

        var preload = Path.Combine(scratch.FullName, "on-loopback.cjs");
        File.WriteAllText(preload, OnLoopback);
        var start = new ProcessStartInfo("node", ["--require", preload, program, "--headless", $"--port={port}"]);
        start.Environment["NODE_ENV"] = "production";
        return start;
    }
}
