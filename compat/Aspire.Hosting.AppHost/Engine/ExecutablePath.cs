namespace Aspire.Hosting.Engine;

/// <summary>Finds a command the way a shell would.</summary>
internal static class ExecutablePath
{
    public static string? Find(string command)
    {
        if (command.Contains('/') || Path.IsPathRooted(command))
        {
            return File.Exists(command) ? Path.GetFullPath(command) : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ""] : [""];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(File.Exists);
    }
}
