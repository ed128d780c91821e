using System.Globalization;
using System.Runtime.InteropServices;
using AppHost.Launch;

namespace AppHost.Backends;

/// <summary>Garnet, the Redis-protocol server of local runs, from the package that the restore fetched.</summary>
internal sealed class GarnetServer(string folder)
{
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    public string Folder => folder;

    /// <exception cref="StartupProblem">The package is not there.</exception>
    public static GarnetServer Prepare(string folder)
    {
        if (!File.Exists(BuildFacts.GarnetServer))
        {
            throw new StartupProblem(
                $"{BuildFacts.GarnetServer} is missing: run 'dotnet restore AppHost' and build again, or use --backends external.");
        }

        DataFolder.MakePrivate(folder);
        Console.WriteLine($"Garnet {BuildFacts.GarnetVersion} as the Redis-protocol server, data in {folder}.");
        return new GarnetServer(folder);
    }

    /// <summary>All arguments but the password, which comes last.</summary>
    public string[] Arguments(int port) =>
    [
        BuildFacts.GarnetServer,
        "--bind", "127.0.0.1",
        "--port", port.ToString(CultureInfo.InvariantCulture),
        // Without transaction mode, concurrent scripts on one key lose updates.
        "--lua", "--lua-transaction-mode",
        "--aof", "--aof-commit-freq", "1000", "--recover", "--checkpointdir", folder,
        // The native device needs libaio; where that is missing the server runs on and keeps nothing.
        "--device-type", "RandomAccess",
        "-m", "256m", "-i", "16m", "--page", "4m", "--aof-memory", "64m", "--aof-page-size", "8m",
        "--auth", "Password", "--password",
    ];
}
