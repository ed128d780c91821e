using System.Runtime.InteropServices;

namespace TestKit.Redis;

/// <summary>How Garnet is started.</summary>
internal static class GarnetCommand
{
    public static string[] Line(string folder, int port, string? password, bool transactions) =>
    [
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
        BuildFact.Named("GarnetServer"),
        "--bind", "127.0.0.1",
        "--port", $"{port}",
        "--lua",
        // Without transactions, concurrent scripts on one key lose updates.
        .. transactions ? new[] { "--lua-transaction-mode" } : [],
        "--aof",
        "--aof-commit-freq", "1000",
        "--recover",
        "--checkpointdir", folder,
        // The default device needs libaio, and without it persists nothing.
        "--device-type", "RandomAccess",
        // The defaults want 16 GB.
        "-m", "256m",
        "-i", "16m",
        "--page", "4m",
        "--aof-memory", "64m",
        "--aof-page-size", "8m",
        .. password is null ? [] : new[] { "--auth", "Password", "--password", password },
    ];
}
