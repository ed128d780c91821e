using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A service in a process of its own that is expected to end by itself.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Lines">What it printed, to either stream.</param>
public sealed record ServiceRun(int ExitCode, IReadOnlyList<string> Lines)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Runs the build of a service that was made together with the running tests, debug or release as they are.</summary>
    /// <exception cref="TimeoutException">It did not end; it has been stopped.</exception>
    public static async Task<ServiceRun> ToEndAsync(string service, params string[] arguments)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, service, tests.Name, $"{service}.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Deadline);
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return new(process.ExitCode, string.Concat(said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
