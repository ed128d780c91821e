using Router.Grpc.Health;

namespace Router.FunctionalTests.Attempts;

public sealed class SilenceTests
{
    [Fact]
    public void Waits_one_after_the_other_add_up()
    {
        var silence = new Silence();

        Assert.False(Add(silence, 0, 20));
        Assert.False(Add(silence, 100, 120));
        Assert.True(Add(silence, 200, 220));
        // And from the beginning.
        Assert.False(Add(silence, 300, 320));
    }

    [Fact]
    public void Many_callers_who_give_up_at_once_count_as_one()
    {
        var silence = new Silence();

        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(Add(silence, 0, 20)));
        Assert.False(Add(silence, 10, 40));
    }

    private static bool Add(Silence silence, int begin, int end) =>
        silence.Add(TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end), limit: TimeSpan.FromSeconds(60));
}
