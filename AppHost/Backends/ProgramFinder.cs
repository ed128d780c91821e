namespace AppHost.Backends;

/// <summary>Finds programs the way a shell would.</summary>
internal static class ProgramFinder
{
    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => In(folder, program))
            .FirstOrDefault(path => path is not null);

    public static string? In(string folder, string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return endings.Select(ending => Path.Combine(folder, program + ending)).FirstOrDefault(File.Exists);
    }
}
