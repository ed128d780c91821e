using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestKit;

namespace Compat.Tests.Hosting;

public class RestartTests
{
    [Fact]
    public async Task A_process_that_is_killed_is_started_again()
    {
        await using var run = new LocalRun();
        run.AddScript("server", "echo $$ >> pids; exec sleep 600");
        await run.StartAsync();
        await run.HealthyAsync("server");
        await Eventually.Is(() => run.Lines("pids").Length == 1);

        await TestCommands.SignalAsync("KILL", run.Lines("pids")[0]);

        await Eventually.Is(() => run.Lines("pids").Length == 2);
        await run.HealthyAsync("server");
    }

    [Fact]
    public async Task A_process_that_ends_before_it_was_ever_ready_is_given_up_after_three_attempts()
    {
        await using var run = new LocalRun();
        run.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        run.AddScript("broken", "echo try >> tries; exit 3").WithHealthCheck("never");

        await run.StartAsync();

        var end = await run.StateAsync("broken", KnownResourceStates.Exited);
        Assert.Equal(3, end.Snapshot.ExitCode);
        Assert.Equal(3, run.Lines("tries").Length);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_to_start_at_once()
    {
        await using var run = new LocalRun();
        run.Builder.AddExecutable("ghost", "no-such-program", run.Folder);

        await run.StartAsync();

        await run.StateAsync("ghost", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task A_process_that_never_gets_healthy_is_stopped_at_the_deadline()
    {
        await using var run = new LocalRun(settings => settings with { StartDeadline = TimeSpan.FromSeconds(1) });
        run.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("still loading"));
        run.AddScript("slow", "echo $$ > pid; exec sleep 600").WithHealthCheck("never");

        await run.StartAsync();

        await run.StateAsync("slow", KnownResourceStates.FailedToStart);
        // It may have been stopped before it wrote anything.
        foreach (var pid in run.Lines("pid"))
        {
            await Eventually.Is(() => LocalRun.BeginOf(pid) is null);
        }
    }
}
