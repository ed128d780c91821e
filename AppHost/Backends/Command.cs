using System.Diagnostics;

namespace AppHost.Backends;

/// <summary>What a finished command left.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The last line that says anything, which is where programs put the cause.</summary>
    public string LastLine =>
        (Errors + "\n" + Output).Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? $"exit code {ExitCode}";
}

/// <summary>Runs a program to its end; a cancellation ends it and all that it started.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
