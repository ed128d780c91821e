using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;

namespace Catalog.FunctionalTests.Grpc;

public sealed class AgentProfileServiceTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private AgentProfileService.AgentProfileServiceClient Client => new(fixture.Host.Channel);

    [Fact]
    public async Task A_profile_lives_and_is_remembered()
    {
        var put = await Client.PutAgentProfileAsync(new() { AgentProfile = new() { AgentId = "g", CombinedScoreMillis = 4_000, DefaultIntent = "summarize" } });
        var read = (await Client.GetAgentProfileAsync(new() { AgentId = "g" })).AgentProfile;

        Assert.Equal(put.AgentProfile, read);
        Assert.Equal((4_000, "global"), (read.CombinedScoreMillis, read.Scope));
        Assert.Contains((await Client.ListAgentProfilesAsync(new())).AgentProfiles, row => row.AgentId == "g");

        await Client.DeleteAgentProfileAsync(new() { AgentId = "g", Etag = read.Etag });
        var versions = (await Client.ListAgentProfileVersionsAsync(new() { AgentId = "g" })).Versions;
        Assert.Equal([null, "summarize"], versions.Select(version => version.AgentProfile?.DefaultIntent));
    }

    [Fact]
    public async Task Failures_say_what_to_do()
    {
        await Client.PutAgentProfileAsync(new() { AgentProfile = new() { AgentId = "tag" } });

        Assert.Equal(StatusCode.NotFound, await StatusOf(Client.GetAgentProfileAsync(new() { AgentId = "nobody" })));
        Assert.Equal(StatusCode.NotFound, await StatusOf(Client.DeleteAgentProfileAsync(new() { AgentId = "nobody" })));
        Assert.Equal(StatusCode.Aborted, await StatusOf(Client.PutAgentProfileAsync(new() { AgentProfile = new() { AgentId = "tag", Name = "x", Etag = "\"1\"" } })));
        Assert.Equal(StatusCode.Aborted, await StatusOf(Client.DeleteAgentProfileAsync(new() { AgentId = "tag", Etag = "\"1\"" })));
        var invalid = await Assert.ThrowsAsync<RpcException>(async () => await Client.PutAgentProfileAsync(new() { AgentProfile = new() { DefaultTier = "huge" } }));
        Assert.Equal(StatusCode.InvalidArgument, invalid.StatusCode);
        Assert.Contains("agent_id", invalid.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("default_tier", invalid.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<StatusCode> StatusOf<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;
}
