using System.Diagnostics;
using TestKit.Processes;

namespace TestKit.Tests;

public sealed class SupervisedProcessTests
{
    [Fact]
    public async Task Disposing_ends_the_process_and_removes_its_folder()
    {
        var folder = Directory.CreateTempSubdirectory("supervised-").FullName;
        var process = SupervisedProcess.Start("TERM", folder, ["sh", "-c", "echo pid $$; exec sleep 600"]);
        await Eventually.Is(() => process.Output.StartsWith("pid ", StringComparison.Ordinal));
        var pid = int.Parse(process.Output.Split(' ')[1]);

        await process.DisposeAsync();

        Assert.False(IsRunning(pid));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task The_process_ends_when_its_host_is_killed()
    {
        // A shell plays the host: it holds the other end of the supervisor's standard input.
        var folder = Directory.CreateTempSubdirectory("supervised-").FullName;
        var pipe = Path.Combine(folder, "pipe");
        var pidFile = Path.Combine(folder, "pid");
        var script = Path.Combine(AppContext.BaseDirectory, "supervise.sh");
        await ShortCommand.RunAsync(["mkfifo", pipe]);
        using var supervisor = Process.Start("sh", ["-c", $"exec sh '{script}' TERM '{folder}' sh -c 'echo $$ > {pidFile}; exec sleep 600' < '{pipe}'"])!;
        using var host = Process.Start("sh", ["-c", $"exec 4> '{pipe}'; exec sleep 600"])!;
        await Eventually.Is(() => File.Exists(pidFile) && File.ReadAllText(pidFile).EndsWith('\n'));
        var pid = int.Parse(File.ReadAllText(pidFile));
        Assert.True(IsRunning(pid));

        host.Kill();

        await Eventually.Is(() => !IsRunning(pid) && !Directory.Exists(folder));
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            // It is gone, or goes while it is looked at.
            return false;
        }
    }
}
