using TestKit.Redis;

namespace Worker.FunctionalTests.Watching;

/// <summary>A server that no worker of another test watches, too.</summary>
public sealed class OwnRedis : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.StartAsync();

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
