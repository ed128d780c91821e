using Router.Grpc.Connections;
using TestKit;

namespace Router.FunctionalTests.Connections;

public sealed class ProviderGateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5_000)]
    public async Task Whose_time_is_up_does_not_queue(int left)
    {
        using var gate = new ProviderGate(limit: 1, queueWait: TimeSpan.FromSeconds(10), new FakeClock());
        Assert.True(gate.TryEnter());

        Assert.False(await gate.EnterAsync(TimeSpan.FromMilliseconds(left), CancellationToken.None));
    }
}
