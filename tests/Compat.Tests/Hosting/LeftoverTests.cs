using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Engine;
using TestKit;

namespace Compat.Tests.Hosting;

public class LeftoverTests
{
    [Fact]
    public async Task A_run_records_its_processes_until_they_have_ended()
    {
        await using var run = new LocalRun();
        run.AddScript("server", "echo $$ > pid; exec sleep 600");
        await run.StartAsync();
        await Eventually.Is(() => run.Lines("pid").Length == 1 && Recorded(run).Length == 1);
        Assert.Equal(run.Lines("pid")[0], Recorded(run)[0].Pid.ToString(CultureInfo.InvariantCulture));

        await run.StopAsync();

        Assert.Empty(Recorded(run));
    }

    [Fact]
    public async Task The_next_start_stops_what_a_killed_run_left()
    {
        await using var run = new LocalRun();
        using var leftover = Process.Start("sleep", "600");
        new RunRecord(run.Folder).Add("server", leftover.Id);
        var said = new StringWriter();

        new RunRecord(run.Folder).StopLeftovers(said);

        await leftover.WaitForExitAsync();
        Assert.Contains($"server (pid {leftover.Id})", said.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(run.FileIn("running.json")));
    }

    [Fact]
    public async Task A_stranger_with_a_recorded_id_is_left_alone()
    {
        await using var run = new LocalRun();
        using var stranger = Process.Start("sleep", "600");
        var entry = new RunRecord.Entry("server", stranger.Id, Posix.StartTicks(stranger.Id)!.Value - 1);
        await File.WriteAllTextAsync(run.FileIn("running.json"), JsonSerializer.Serialize(new[] { entry }));
        var said = new StringWriter();

        new RunRecord(run.Folder).StopLeftovers(said);

        Assert.False(stranger.HasExited);
        Assert.Empty(said.ToString());
        stranger.Kill();
    }

    private static RunRecord.Entry[] Recorded(LocalRun run) =>
        File.Exists(run.FileIn("running.json")) ? JsonSerializer.Deserialize<RunRecord.Entry[]>(File.ReadAllText(run.FileIn("running.json")))! : [];
}
