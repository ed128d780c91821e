namespace TestKit.Processes;

/// <summary>PostgreSQL refuses to run as root; in containers tests often do, so its programs run as "nobody" there.</summary>
internal static class UnprivilegedUser
{
    private const string UserId = "65534";

    public static bool IsNeeded => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    /// <summary>The command, run as an ordinary user where this process is root.</summary>
    public static IEnumerable<string> Command(params IEnumerable<string> command) =>
        IsNeeded ? ["setpriv", $"--reuid={UserId}", $"--regid={UserId}", "--clear-groups", .. command] : command;

    /// <summary>Gives a folder to that user.</summary>
    public static Task OwnAsync(string folder) =>
        IsNeeded ? ShortCommand.RunAsync(["chown", "-R", $"{UserId}:{UserId}", folder]) : Task.CompletedTask;
}
