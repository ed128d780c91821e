using System.Security.Cryptography;
using TestKit.Processes;

namespace TestKit.Polyglot;

/// <summary>Installs what a lock file names into a cache folder of its own, once.</summary>
internal static class NodePackages
{
    /// <summary>The folder to name in NODE_PATH.</summary>
    public static async Task<string> InstalledAsync(string project)
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(project, "package-lock.json"));
        var cache = CacheFolder.Named($"node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..16]}");
        var complete = Path.Combine(cache, "complete");

        using var turn = await FileTurn.TakeAsync(cache + ".lock");
        if (!File.Exists(complete))
        {
            foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
            {
                File.Copy(Path.Combine(project, name), Path.Combine(cache, name), overwrite: true);
            }

            await ShortCommand.RunAsync(["npm", "ci", "--prefix", cache, "--ignore-scripts", "--no-audit", "--no-fund"]);
            await File.WriteAllTextAsync(complete, "");
        }

        return Path.Combine(cache, "node_modules");
    }
}
