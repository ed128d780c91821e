using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Says in few words why a process ended: what its exit code means and the line of its output that tells most.</summary>
internal static class CrashCause
{
    private static readonly string[] Telling = ["Unhandled exception", "FATAL:", "PANIC:", "crit: ", "fail: ", "rror:", "rror "];

    public static string OfExit(int exitCode) => exitCode switch
    {
        128 + 6 => "it aborted (SIGABRT, exit code 134)",
        128 + 9 => "it was killed (SIGKILL, exit code 137)",
        128 + 11 => "it crashed (SIGSEGV, exit code 139)",
        128 + 15 => "it was told to end (SIGTERM, exit code 143)",
        _ => $"exit code {exitCode}",
    };

    public static string? TellingLine(IReadOnlyList<LogLine> lines)
    {
        var told = lines.Where(line => line.Content.Trim().Length > 0 && !line.Content.StartsWith("   at ", StringComparison.Ordinal)).ToList();
        foreach (var sign in Telling)
        {
            var at = told.FindLastIndex(line => line.Content.Contains(sign, StringComparison.Ordinal));
            if (at >= 0)
            {
                // .NET's console logger puts the category on one line and the message on the next.
                var isHead = sign is "crit: " or "fail: " && at + 1 < told.Count;
                return told[isHead ? at + 1 : at].Content.Trim();
            }
        }

        return told.Count == 0 ? null : told[^1].Content.Trim();
    }
}
