using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A program that does one thing and ends.</summary>
internal static class ShortCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote, output before errors.</returns>
    /// <exception cref="InvalidOperationException">It failed or took too long; the text has its output.</exception>
    public static async Task<string> RunAsync(IEnumerable<string> command)
    {
        string[] words = [.. command];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        var said = $"{await output}{await errors}";
        if (deadline.IsCancellationRequested || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', words)}' failed:\n{said}");
        }

        return said;
    }
}
