using Microsoft.Extensions.Logging;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using Simulation;
using Simulation.Scripting;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Probing;

public sealed class ProviderProbeTests : IAsyncLifetime
{
    private static readonly (string, string)[] Often =
    [
        ("Worker:Probes:Interval", "00:00:00.1"), ("Worker:Probes:FailingInterval", "00:00:00.1"),
    ];

    // The tests share one server.
    private readonly string _provider = $"sim-{Guid.NewGuid():N}";
    private RedisServer _redis = null!;
    // The test's own calls to the store have no deadline.
    private readonly FakeClock _clock = new();
    private ConnectionMultiplexer _connection = null!;
    private RedisGate _gate = null!;
    private HealthStore _store = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.SharedAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.PatientConnectionString);
        _gate = new RedisGate(_connection, _clock);
        _store = new HealthStore(_gate, _clock);
    }

    public async Task DisposeAsync()
    {
        _gate.Dispose();
        await _connection.CloseAsync();
    }

    [Fact]
    public async Task A_provider_that_answers_scores_full_with_its_latency_and_next_probe()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, _redis.ConnectionString);

        await Eventually.Is(async () => await ReadAsync() is not null);
        var health = await ReadAsync();

        Assert.Equal((100, null), (health!.Score, health.Cause));
        Assert.InRange(health.Samples, 0.9, 1);
        Assert.InRange(health.Latency!.Value, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(10));
        Assert.InRange(health.NextProbe!.Value - health.ObservedAt, TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(66));
    }

    [Fact]
    public async Task A_provider_that_goes_down_falls_and_rises_when_it_is_back()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, _redis.ConnectionString, Often);
        await Eventually.Is(async () => (await ReadAsync())?.Score == 100);

        await upstream.StopListeningAsync();
        await Eventually.Is(async () => await ReadAsync() is { Score: < 60, Cause: "No connection to the provider." });
        await Eventually.Is(async () => await worker.HealthAsync("probes", _provider) is ("Fails", "No connection to the provider."));

        var lowest = (await ReadAsync())!.Score;
        await upstream.StartListeningAsync();
        await Eventually.Is(async () => (await ReadAsync())!.Score > Math.Max(lowest, 60));
        await Eventually.Is(async () => (await worker.HealthAsync("probes", _provider))?.Result == "Answers");
        await Eventually.Is(() => worker.Logs.Lines.Any(line => line.Message == $"{_provider} answers again."));
        Assert.Single(worker.Logs.Lines, line => line.Message == $"{_provider} answers again.");
    }

    [Fact]
    public async Task What_a_probe_finds_is_what_a_router_decides_on()
    {
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider(_provider, new Uri($"http://127.0.0.1:{FreePort.Next()}/v1"))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, _redis.ConnectionString, Often);
        var deployment = new DeploymentId(new ProviderId(_provider), "any-model");

        await Eventually.Is(async () => await ViewAsync(deployment) is { Score: < 30, Samples: >= 2, Cause: "No connection to the provider." });
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task A_provider_that_fails_on_its_side_falls(int status)
    {
        Assert.InRange(await ScoreAfter(Reply.Error(status)), 0, 60);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_refusal_of_the_probe_itself_does_not_make_a_provider_ill(int status)
    {
        Assert.Equal(100, await ScoreAfter(Reply.Error(status)));
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_no_answer()
    {
        Assert.InRange(await ScoreAfter(Reply.Html()), 0, 60);
    }

    [Fact]
    public async Task Probes_go_on_while_redis_is_away_and_are_shared_when_it_comes()
    {
        var port = FreePort.Next();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, $"127.0.0.1:{port}", Often);

        await Eventually.Is(async () => (await worker.HealthAsync("probes", _provider))?.Result == "Answers");
        await Eventually.Is(async () => (await worker.HealthAsync("redis")).GetProperty("status").GetString() == "Degraded");
        await Eventually.Is(() => worker.Logs.Lines.Any(line => line.Level == LogLevel.Warning && line.Message.Contains("Redis does not answer", StringComparison.Ordinal)));

        await using var server = await RedisServer.StartAsync(port: port);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString);
        using var gate = new RedisGate(connection, _clock);
        var store = new HealthStore(gate, _clock);
        await Eventually.Is(async () => (await store.ReadAllAsync(default)).Subjects.Length == 1);
        await Eventually.Is(() => worker.Logs.Lines.Any(line => line.Message == "Routers hear of probes again."));
    }

    private async Task<int> ScoreAfter(Reply reply)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(reply);
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address, _redis.ConnectionString, Often);
        await Eventually.Is(async () => await ReadAsync() is { Samples: > 1.5 });
        return (await ReadAsync())!.Score;
    }

    private Task<FakeCatalog> CatalogOf(ProviderSimulator upstream) =>
        FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider(_provider, new Uri(upstream.Address, "/v1"))));

    private async Task<SubjectHealth?> ReadAsync() => (await _store.ReadAllAsync(default)).Subjects
        .SingleOrDefault(state => state.Subject == HealthSubject.Of(new ProviderId(_provider)));

    private async Task<HealthState> ViewAsync(DeploymentId deployment) =>
        new HealthView(SharedHealthView.Of(await _store.ReadAllAsync(default), [deployment])).For(deployment);
}
