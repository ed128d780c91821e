using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

/// <summary>A store on a connection of its own to a server that tests share, and a subject that nobody else observes.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly RedisGate _gate;

    private StoreUnderTest(ConnectionMultiplexer connection)
    {
        Connection = connection;
        // A clock that stands still: the stores' deadlines do not strike on a busy machine.
        var clock = new FakeClock();
        _gate = new RedisGate(connection, clock);
        Store = new HealthStore(_gate, clock);
        Circuits = new CircuitStore(_gate, Store, clock);
    }

    public ConnectionMultiplexer Connection { get; }

    public HealthStore Store { get; }

    public CircuitStore Circuits { get; }

    public HealthSubject Subject { get; } = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));

    public HealthObservation Succeeded => new() { Subject = Subject, Successes = 1 };

    public HealthObservation Failed => new() { Subject = Subject, Failures = 1, Cause = "down" };

    public static async Task<StoreUnderTest> OpenAsync(RedisKind kind) => await OpenAsync(await RedisServer.SharedAsync(kind));

    public static async Task<StoreUnderTest> OpenAsync(RedisServer server) =>
        new(await ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString + ",allowAdmin=true"));

    public async Task<SubjectHealth?> ReadAsync() => (await Store.ReadAllAsync(default)).Find(Subject);

    public async Task<SubjectRecord?> ReadRecordAsync() => (await Store.ReadAllAsync(default)).Records.GetValueOrDefault(Subject);

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await Connection.CloseAsync();
    }
}
