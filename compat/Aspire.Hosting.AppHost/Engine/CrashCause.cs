using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine;

/// <summary>Says in few words why a process ended: what its exit code means and the line of its output that tells most.</summary>
internal static class CrashCause
{
    private static readonly string[] Telling = ["Unhandled exception", "FATAL:", "PANIC:", "crit: ", "fail: ", "rror:", "rror "];

    public static string Of(int exitCode, IReadOnlyList<LogLine> output)
    {
        var line = TellingLine(output) ?? (WasKilled(exitCode) ? null : LastLine(output));
        return OfExit(exitCode) + (line is null ? "" : $", \"{line}\"");
    }

    private static string OfExit(int exitCode) => exitCode switch
    {
        128 + 6 => "it aborted (SIGABRT, exit code 134)",
        128 + 9 => "it was killed (SIGKILL, exit code 137)",
        128 + 11 => "it crashed (SIGSEGV, exit code 139)",
        128 + 15 => "it was told to end (SIGTERM, exit code 143)",
        _ => $"exit code {exitCode}",
    };

    // Nobody gets to write a last word then.
    private static bool WasKilled(int exitCode) => exitCode is 128 + 9 or 128 + 15;

    private static string? TellingLine(IReadOnlyList<LogLine> output)
    {
        foreach (var sign in Telling)
        {
            var at = output.ToList().FindLastIndex(line => line.Content.Contains(sign, StringComparison.Ordinal));
            if (at >= 0)
            {
                // .NET's console logger puts the category on one line and the message on the next.
                var isHead = sign is "crit: " or "fail: " && at + 1 < output.Count;
                return output[isHead ? at + 1 : at].Content.Trim();
            }
        }

        return null;
    }

    private static string? LastLine(IReadOnlyList<LogLine> output) =>
        output.Select(line => line.Content).LastOrDefault(text => text.Trim().Length > 0 && !text.StartsWith("   at ", StringComparison.Ordinal))?.Trim();
}
