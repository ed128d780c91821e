using Router.Grpc.Health;

namespace Router.FunctionalTests.Attempts;

public sealed class OpeningWindowTests
{
    [Fact]
    public void A_few_times_say_nothing()
    {
        var window = new OpeningWindow();
        for (var i = 1; i < OpeningWindow.Least; i++)
        {
            window.Add(TimeSpan.FromSeconds(1));
        }

        Assert.Null(window.Quantile(95));
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(50, 51)]
    [InlineData(95, 96)]
    public void A_quantile_is_what_so_many_of_a_hundred_stayed_below(int percent, int expected)
    {
        var window = new OpeningWindow();
        foreach (var milliseconds in Enumerable.Range(1, 100).Reverse())
        {
            window.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(expected), window.Quantile(percent));
    }

    [Fact]
    public void Old_times_are_forgotten()
    {
        var window = new OpeningWindow();
        for (var i = 0; i < 1_000; i++)
        {
            window.Add(TimeSpan.FromMilliseconds(i < 800 ? 5_000 : 10));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(10), window.Quantile(99));
    }
}
