using System.ComponentModel;
using System.Diagnostics;

namespace TestKit.Polyglot;

/// <summary>Whether a test that needs a tool of another language runs: always on CI, elsewhere where the tool is there.</summary>
internal static class NeedsTool
{
    /// <summary>The reason not to run, or null.</summary>
    public static string? SkipReason(string what, string program, params string[] probe) =>
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } || Answers(program, probe) ? null : $"not run: {what}";

    private static bool Answers(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
