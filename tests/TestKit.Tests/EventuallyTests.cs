namespace TestKit.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task Waits_until_the_condition_holds()
    {
        var asked = 0;

        await Eventually.Is(() => ++asked == 3);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Names_the_condition_that_never_held()
    {
        var never = false;

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.Is(() => never, TimeSpan.FromMilliseconds(20)));

        Assert.Contains("never", failure.Message);
    }
}
