using System.Text.RegularExpressions;

namespace TestKit.Postgres;

/// <summary>Finds PostgreSQL's programs: on PATH, in the usual folders, else in the npm package.</summary>
internal static partial class PostgresBinaries
{
    private static readonly (string Root, string Pattern)[] UsualFolders =
    [
        ("/usr/lib/postgresql", "*"),
        ("/usr", "pgsql-*"),
        ("/usr/local", "pgsql"),
        ("/opt/homebrew/opt", "postgresql*"),
        ("/usr/local/opt", "postgresql*"),
    ];

    /// <summary>The folder that holds <c>initdb</c> and <c>postgres</c>.</summary>
    public static async Task<string> FindAsync() => Installed() ?? await EmbeddedPostgres.FolderAsync();

    public static string? Installed() =>
        OnPath() ?? UsualFolders
            .Where(usual => Directory.Exists(usual.Root))
            .SelectMany(usual => Directory.EnumerateDirectories(usual.Root, usual.Pattern))
            .Select(folder => Path.Combine(folder, "bin"))
            .Where(HasServer)
            .OrderByDescending(MajorVersion)
            .FirstOrDefault();

    public static bool HasServer(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static string? OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).FirstOrDefault(HasServer);

    private static int MajorVersion(string folder) =>
        VersionNumber().Match(Path.GetDirectoryName(folder)!) is { Success: true } match ? int.Parse(match.Value) : 0;

    [GeneratedRegex(@"\d+")]
    private static partial Regex VersionNumber();
}
