using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Feeds;

public sealed class CredentialTests
{
    [Fact]
    public async Task The_key_comes_from_the_variable_that_the_provider_names()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "ALPHA_TEST_KEY" }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot, "--ALPHA_TEST_KEY=secret-1");

        await router.Http.ChatAsync();

        Assert.Equal("Bearer secret-1", Assert.Single(upstream.Requests).Headers["Authorization"]);
        Assert.DoesNotContain(router.Log.Lines, line => line.Message.Contains("secret-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alpha-eu", "alpha-eu")]
    [InlineData("alpha-eu", "alpha_eu")]
    public async Task Address_and_key_can_be_set_for_a_provider_by_its_id(string id, string written)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(new Uri("http://127.0.0.1:9"));
        var deployment = snapshot.Deployments[0] with { Id = new(new(id), "sim-small") };
        snapshot = snapshot with
        {
            Providers = [snapshot.Providers[0] with { Id = new(id), ApiKeyEnvironment = "NOT_SET_ANYWHERE" }],
            Deployments = [deployment],
            Tiers = [new() { Name = "fast", Entries = [deployment.Id] }],
        };
        await using var router = await RouterUnderTest.StartAsync(
            snapshot, $"--Providers:{written}:BaseUrl={upstream.Address}v1", $"--Providers:{written}:ApiKey=secret-2");

        await router.Http.ChatAsync();

        Assert.Equal("Bearer secret-2", Assert.Single(upstream.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_key_in_a_file_is_read_again_when_the_file_changes()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        using var folder = new TemporaryFolder();
        var file = folder.In("key");
        await File.WriteAllTextAsync(file, "old\n");
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), $"--Providers:alpha:ApiKeyFile={file}");

        await router.Http.ChatAsync();
        // In one step, as mounted secrets are swapped: whoever looks in between must not find half of it.
        await File.WriteAllTextAsync(folder.In("next"), "new\n");
        File.SetLastWriteTimeUtc(folder.In("next"), DateTime.UtcNow.AddMinutes(1));
        File.Move(folder.In("next"), file, overwrite: true);
        await Eventually.Is(async () =>
        {
            await router.Http.ChatAsync();
            return upstream.Requests[^1].Headers["Authorization"] == "Bearer new";
        });

        Assert.Equal("Bearer old", upstream.Requests[0].Headers["Authorization"]);
    }
}
