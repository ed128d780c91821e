using TestKit;

namespace Stack.Tests;

public sealed class StopTests : IDisposable
{
    private readonly StackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM", false, 0)]
    [InlineData("INT", true, 0)]
    public async Task A_request_to_stop_leaves_nothing_running(string signal, bool wholeGroup, int exitCode)
    {
        await using var host = await AppHostProcess.StartAsync(_folder);
        var processes = host.Processes();
        Assert.Equal(7, processes.Count);

        Assert.Equal(exitCode, await host.StopAsync(signal, wholeGroup));

        Assert.All(processes.Values, pid => Assert.False(AppHostProcess.IsAlive(pid)));
        Assert.Contains("Stopping admin, providers-worker, router, catalog-api, provider-simulator, redis, postgres.", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUP", true)]
    [InlineData("KILL", false)]
    public async Task A_closed_terminal_or_a_killed_dotnet_run_leaves_nothing_running(string signal, bool wholeGroup)
    {
        await using var host = await AppHostProcess.StartAsync(_folder);
        int[] processes = [.. host.Processes().Values, host.AppHostId()];

        await host.StopAsync(signal, wholeGroup);

        // Nobody is left to wait for, so the end is seen from outside.
        await Eventually.Is(() => !processes.Any(AppHostProcess.IsAlive), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task After_a_killed_app_host_the_next_start_works()
    {
        await using var killed = await AppHostProcess.StartAsync(_folder);
        var processes = killed.Processes();

        await AppHostProcess.SignalAsync("KILL", $"{killed.AppHostId()}");
        await using var next = await AppHostProcess.StartAsync(_folder);

        Assert.All(processes.Values, pid => Assert.False(AppHostProcess.IsAlive(pid)));
    }
}
