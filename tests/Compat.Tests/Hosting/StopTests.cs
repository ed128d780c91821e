using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Compat.Tests.Hosting;

public class StopTests
{
    [Fact]
    public async Task Stopping_goes_in_reverse_order()
    {
        await using var run = new LocalRun();
        foreach (var name in (string[])["first", "second", "third"])
        {
            run.AddScript(name, $"trap 'echo {name} >> ended; exit 0' TERM; echo {name} >> ready; while true; do sleep 0.05; done");
        }

        await run.StartAsync();
        await Eventually.Is(() => run.Lines("ready").Length == 3);
        await run.StopAsync();

        Assert.Equal(["third", "second", "first"], run.Lines("ended"));
    }

    [Fact]
    public async Task What_a_process_started_itself_ends_with_it()
    {
        await using var run = new LocalRun();
        run.AddScript("parent", "sleep 600 & echo $! > child; wait");
        await run.StartAsync();
        await Eventually.Is(() => run.Lines("child").Length == 1);
        var child = run.Lines("child")[0];
        var begin = LocalRun.BeginOf(child);
        Assert.NotNull(begin);

        await run.StopAsync();

        await LocalRun.GoneAsync(child, begin);
    }

    [Fact]
    public async Task What_a_crashed_process_left_behind_ends_before_its_successor_starts()
    {
        await using var run = new LocalRun();
        run.AddScript("parent", "sleep 600 & echo $! >> children; echo $$ >> parents; wait");
        await run.StartAsync();
        await run.HealthyAsync("parent");
        await Eventually.Is(() => run.Lines("parents").Length == 1);
        var child = run.Lines("children")[0];
        var begin = LocalRun.BeginOf(child);

        await TestCommands.SignalAsync("KILL", run.Lines("parents")[0]);

        await Eventually.Is(() => run.Lines("parents").Length == 2);
        await LocalRun.GoneAsync(child, begin);
    }

    [Fact]
    public async Task A_process_that_ignores_every_request_is_killed()
    {
        await using var run = new LocalRun(settings => settings with { StopGrace = TimeSpan.FromMilliseconds(300) });
        run.AddScript("deaf", "trap '' TERM INT; echo $$ > pid; while true; do sleep 0.05; done");
        await run.StartAsync();
        await Eventually.Is(() => run.Lines("pid").Length == 1);
        var pid = run.Lines("pid")[0];
        var begin = LocalRun.BeginOf(pid);

        await run.StopAsync();

        await LocalRun.GoneAsync(pid, begin);
    }

    [Fact]
    public async Task A_process_that_waits_for_its_clients_gets_a_firmer_request()
    {
        var clock = new FakeClock();
        await using var run = new LocalRun(settings => settings with { StartDeadline = Timeout.InfiniteTimeSpan });
        run.Builder.Services.AddSingleton<TimeProvider>(clock);
        run.AddScript("patient", "trap 'echo asked > asked' TERM; trap 'echo interrupted > said; exit 0' INT; echo up > up; while true; do sleep 0.05; done");
        await run.StartAsync();
        await Eventually.Is(() => run.Lines("up").Length == 1);
        var timers = clock.ActiveTimers;

        var stop = run.StopAsync();
        await Eventually.Is(() => run.Lines("asked").Length == 1 && clock.ActiveTimers == timers + 1);
        clock.Advance(LocalRun.Grace);
        await stop;

        Assert.Equal(["interrupted"], run.Lines("said"));
    }
}
