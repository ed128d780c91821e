using Routing.Catalog;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

/// <summary>A store on a connection of its own to a server that tests share, and a subject that nobody else observes.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly RedisGate _gate;

    private StoreUnderTest(ConnectionMultiplexer connection)
    {
        Connection = connection;
        _gate = new RedisGate(connection, TimeProvider.System);
        Store = new HealthStore(_gate, TimeProvider.System);
    }

    public ConnectionMultiplexer Connection { get; }

    public HealthStore Store { get; }

    public HealthSubject Subject { get; } = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));

    public HealthObservation Succeeded => new() { Subject = Subject, Successes = 1 };

    public HealthObservation Failed => new() { Subject = Subject, Failures = 1, Cause = "down" };

    public static async Task<StoreUnderTest> OpenAsync(RedisKind kind) =>
        new(await ConnectionMultiplexer.ConnectAsync((await RedisServer.SharedAsync(kind)).ConnectionString));

    public async Task<SubjectHealth?> ReadAsync() =>
        (await Store.ReadAllAsync(default)).Subjects.SingleOrDefault(state => state.Subject == Subject);

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await Connection.CloseAsync();
    }
}
