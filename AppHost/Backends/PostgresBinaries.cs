using System.Globalization;
using System.Text.RegularExpressions;
using AppHost.Launch;

namespace AppHost.Backends;

/// <summary>A set of PostgreSQL's programs.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    /// <summary>Older ones lack what the schema uses.</summary>
    private const int OldestMajor = 14;

    public string InitDb => ProgramFinder.In(Folder, "initdb")!;

    public string Postgres => ProgramFinder.In(Folder, "postgres")!;

    /// <summary>
    /// The folder named in the configuration; else installed programs, of the data's own version if there is data and the
    /// newest otherwise; else the npm package, which <c>npm</c> in the configuration asks for at once.
    /// </summary>
    /// <exception cref="StartupProblem">There are none to be had.</exception>
    public static async Task<PostgresBinaries> FindAsync(string? configured, int? dataMajor, CancellationToken cancellationToken)
    {
        if (configured is { Length: > 0 } and not "npm")
        {
            return await ReadAsync(configured, cancellationToken)
                ?? throw new StartupProblem($"AppHost__PostgresBin names {configured}, which does not hold initdb and postgres of version {OldestMajor} or later.");
        }

        var installed = new List<PostgresBinaries>();
        foreach (var folder in configured == "npm" ? [] : PostgresFolders.Candidates())
        {
            if (await ReadAsync(folder, cancellationToken) is { } found)
            {
                installed.Add(found);
            }
        }

        return installed.Find(found => found.Major == dataMajor)
            ?? (dataMajor is null ? installed.MaxBy(found => found.Major) : null)
            ?? await FromPackageAsync(installed, dataMajor, cancellationToken);
    }

    private static async Task<PostgresBinaries> FromPackageAsync(
        List<PostgresBinaries> installed,
        int? dataMajor,
        CancellationToken cancellationToken)
    {
        if (dataMajor is not null && dataMajor != PostgresPackage.Major)
        {
            var have = installed.Count == 0 ? "" : $" (installed: {string.Join(", ", installed.Select(found => found.Version))})";
            throw new StartupProblem(
                $"The data was made by PostgreSQL {dataMajor}, which is not installed any more{have}. " +
                "Install it, name its folder in AppHost__PostgresBin, or start afresh with --reset-data.");
        }

        var folder = await PostgresPackage.EnsureAsync(cancellationToken);
        return await ReadAsync(folder, cancellationToken)
            ?? throw new StartupProblem($"The programs in {folder} do not run here: delete that folder to fetch them again, or install PostgreSQL.");
    }

    private static async Task<PostgresBinaries?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProgramFinder.In(folder, "initdb") is null || ProgramFinder.In(folder, "postgres") is not { } postgres)
        {
            return null;
        }

        var answer = await Command.RunAsync(postgres, ["--version"], cancellationToken);
        var version = VersionNumber().Match(answer.Output);
        return answer.ExitCode == 0 && version.Success && int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) is >= OldestMajor and var major
            ? new PostgresBinaries(folder, major, version.Value)
            : null;
    }

    [GeneratedRegex(@"(\d+)(?:\.\d+)?")]
    private static partial Regex VersionNumber();
}
