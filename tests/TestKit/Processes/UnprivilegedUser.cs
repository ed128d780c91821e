using System.Diagnostics;

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
        IsNeeded ? RunAsync(["chown", "-R", $"{UserId}:{UserId}", folder]) : Task.CompletedTask;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the text has its output.</exception>
    public static async Task RunAsync(IEnumerable<string> command)
    {
        string[] words = [.. command];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', words)}' failed:\n{await output}{await errors}");
        }
    }
}
