using TestKit;

namespace Stack.Tests;

[Collection(SharedStack.Name)]
public sealed class CrashTests(RunningStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("router")]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task A_crashed_process_is_started_again_at_the_same_address(string resource)
    {
        var before = stack.Host.Processes()[resource];

        await AppHostProcess.SignalAsync("KILL", $"{before}");

        await Eventually.Is(() => stack.Host.Output.Contains($"warning: {resource} ended: it was killed", StringComparison.Ordinal), Patience);
        await Eventually.Is(() => stack.Host.Output.Contains($"{resource} is ready again.", StringComparison.Ordinal), Patience);
        Assert.NotEqual(before, stack.Host.Processes()[resource]);
    }
}
