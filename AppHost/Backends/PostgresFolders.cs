namespace AppHost.Backends;

/// <summary>Where installers put PostgreSQL's programs.</summary>
internal static class PostgresFolders
{
    public static IEnumerable<string> Candidates()
    {
        // A link on PATH leads to the folder whose neighbours (share, lib) the programs look for.
        if (ProgramFinder.OnPath("initdb") is { } initdb)
        {
            var real = File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb;
            yield return Path.GetDirectoryName(real)!;
        }

        string[] roots =
        [
            "/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL", "/usr",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"),
        ];
        foreach (var root in roots.Where(Directory.Exists))
        {
            yield return Path.Combine(root, "bin");
            foreach (var version in Directory.EnumerateDirectories(root).Where(IsVersion))
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }

    private static bool IsVersion(string folder)
    {
        var name = Path.GetFileName(folder);
        return name.StartsWith("postgresql@", StringComparison.Ordinal) || name.StartsWith("pgsql-", StringComparison.Ordinal) || name.All(char.IsAsciiDigit);
    }
}
