using System.Net;
using TestKit;

namespace Stack.Tests;

[Collection(SharedStack.Name)]
public sealed class StartTests(RunningStack stack)
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    [InlineData("provider-simulator")]
    [InlineData("catalog-api")]
    [InlineData("router")]
    [InlineData("providers-worker")]
    [InlineData("admin")]
    public void The_table_shows_each_resource_ready_on_loopback(string resource)
    {
        Assert.Matches($@"(?m)^{resource} +ready +\w+://127\.0\.0\.1:\d+", stack.Host.Output);
    }

    [Theory]
    [InlineData("catalog-api")]
    [InlineData("router")]
    [InlineData("providers-worker")]
    [InlineData("admin")]
    public async Task Each_service_says_that_it_is_ready(string service)
    {
        // Another test may have crashed what the service needs a moment ago.
        await Eventually.Is(async () =>
        {
            using var answer = await Client.GetAsync(new Uri(stack.Host.Address(service), "/health"));
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public void It_says_where_the_backends_run_and_why() => Assert.Matches(@"(?m)^Backends: \w+ \(.+\)\.$", stack.Host.Output);

    [Fact]
    public void It_says_that_the_simulators_models_come_last() =>
        Assert.Contains("sim-small, sim-medium and sim-large are the provider simulator's: last in each tier", stack.Host.Output, StringComparison.Ordinal);

    [Fact]
    public void The_secrets_are_for_their_owner_alone() =>
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(stack.Host.Folder.Data, "secrets.json")));

    [Fact]
    public async Task A_second_app_host_on_the_same_data_is_told_of_the_first()
    {
        var (exitCode, output) = await AppHostProcess.RunAsync(stack.Host.Folder, ["--ports", "dynamic"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("error: Another AppHost (pid ", output, StringComparison.Ordinal);
    }
}
