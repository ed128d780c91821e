namespace TestKit.Tests;

public sealed class MetricsTextTests
{
    [Theory]
    [InlineData("a 1")]
    [InlineData("1a 1\n")]
    [InlineData("a{b=\"c\"} \n")]
    [InlineData("a{b=\"c\" d=\"e\"} 1\n")]
    [InlineData("a{b=\"c\",b=\"d\"} 1\n")]
    [InlineData("a{b=\"\\q\"} 1\n")]
    [InlineData("a 1\na 2\n")]
    [InlineData("a 1\nb 1\na{c=\"d\"} 1\n")]
    [InlineData("a one\n")]
    [InlineData("a 1\n# TYPE a gauge\n")]
    [InlineData("# TYPE a number\n")]
    [InlineData("# TYPE a counter\na -1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n")]
    public void What_breaks_a_rule_is_refused(string text) => Assert.Throws<FormatException>(() => MetricsText.Parse(text));

    [Fact]
    public void What_keeps_them_is_read()
    {
        var read = MetricsText.Parse("""
            # HELP h Waits\nlong.
            # TYPE h histogram
            h_bucket{le="1"} 1
            h_bucket{le="+Inf"} 2
            h_sum 3.5
            h_count 2
            # any remark
            g{a="\"\\\n"} -1.5e3 1700000000000

            """);

        Assert.Equal("Waits\nlong.", read.Helps["h"]);
        Assert.Equal(-1500, read.Sum("g", ("a", "\"\\\n")));
    }
}
