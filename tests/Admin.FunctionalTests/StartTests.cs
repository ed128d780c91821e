using TestKit.Processes;

namespace Admin.FunctionalTests;

public sealed class StartTests
{
    [Fact]
    public async Task Off_loopback_without_a_service_key_the_process_says_why_in_one_line_and_ends()
    {
        var run = await ServiceRun.ToEndAsync("Admin.Web", "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0");

        var line = Assert.Single(run.Lines);
        Assert.Contains("http://0.0.0.0:0", line, StringComparison.Ordinal);
        Assert.Contains("Set ServiceKey", line, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }
}
