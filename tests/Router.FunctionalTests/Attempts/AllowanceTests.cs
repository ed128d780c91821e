using Router.Grpc.Connections;

namespace Router.FunctionalTests.Attempts;

public sealed class AllowanceTests
{
    [Fact]
    public void What_was_saved_up_is_there_from_the_start_and_no_more()
    {
        var allowance = new Allowance(sharePercent: 20, reserve: 3);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => allowance.TryTake()));
    }

    [Fact]
    public void Each_request_earns_its_share()
    {
        var allowance = new Allowance(sharePercent: 20, reserve: 1);
        Assert.True(allowance.TryTake());

        for (var i = 0; i < 4; i++)
        {
            allowance.Earn();
            Assert.False(allowance.TryTake());
        }

        allowance.Earn();
        Assert.True(allowance.TryTake());
    }

    [Fact]
    public void A_share_of_nothing_allows_nothing()
    {
        var allowance = new Allowance(sharePercent: 0, reserve: 10);
        allowance.Earn();

        Assert.False(allowance.TryTake());
    }

    [Fact]
    public void Many_at_a_time_take_no_more_than_there_is()
    {
        var allowance = new Allowance(sharePercent: 1, reserve: 100);
        var taken = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (allowance.TryTake())
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(100, taken);
    }
}
