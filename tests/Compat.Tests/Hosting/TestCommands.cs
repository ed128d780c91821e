using System.Diagnostics;

namespace Compat.Tests.Hosting;

internal static class TestCommands
{
    public static async Task SignalAsync(string signal, string pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
