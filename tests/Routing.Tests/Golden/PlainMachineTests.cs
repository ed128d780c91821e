using System.Diagnostics;

namespace Routing.Tests.Golden;

/// <summary>Makes the thousand decisions again in processes whose runtime may not use vector instructions, as on an older machine.</summary>
public class PlainMachineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_same_decisions_are_made_without(string feature)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "vstest", typeof(PlainMachineTests).Assembly.Location, $"--TestCaseFilter:FullyQualifiedName~{nameof(GoldenDecisionTests)}" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[feature] = "0";
        // Seconds; the runner's own 90 are few on a busy machine.
        start.Environment["VSTEST_CONNECTION_TIMEOUT"] = "600";
        start.Environment.Remove("WRITE_GOLDEN");
        using var deadline = new CancellationTokenSource(Deadline);
        using var child = Process.Start(start)!;
        try
        {
            var errors = child.StandardError.ReadToEndAsync(deadline.Token);
            var output = await child.StandardOutput.ReadToEndAsync(deadline.Token);
            await child.WaitForExitAsync(deadline.Token);

            Assert.True(child.ExitCode == 0, output + await errors);
            Assert.Contains("Passed", output, StringComparison.Ordinal);
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }
}
