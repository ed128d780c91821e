using Aspire.Catalog.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Providers.Worker.Watching;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit;
using Worker.FunctionalTests.Fakes;
using DeploymentId = Routing.Catalog.DeploymentId;

namespace Worker.FunctionalTests.Watching;

public sealed class HealthWatchTests(OwnRedis redis) : IClassFixture<OwnRedis>, IAsyncLifetime
{
    // Neither the store's nor the catalog's deadline strikes: it is a while ahead and stands still.
    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow().AddHours(1));
    private readonly DeploymentId _deployment = new(new($"p-{Guid.NewGuid():N}"), "small");
    private FakeCatalog _catalog = null!;
    private ConnectionMultiplexer _connection = null!;
    private RedisGate _gate = null!;
    private HealthStore _store = null!;
    private CircuitStore _circuits = null!;
    private GrpcChannel _channel = null!;

    private HealthSubject Subject => HealthSubject.Of(_deployment);

    private (AlertKind, string) Degradation => (AlertKind.Degradation, $"{_deployment} chat");

    private (AlertKind, string) Circuit => (AlertKind.Circuit, $"{_deployment} chat");

    public async Task InitializeAsync()
    {
        _catalog = await FakeCatalog.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(redis.Server.PatientConnectionString);
        _gate = new RedisGate(_connection, _clock);
        _store = new HealthStore(_gate, _clock);
        _circuits = new CircuitStore(_gate, _store, _clock);
        _channel = GrpcChannel.ForAddress(_catalog.Address);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        _gate.Dispose();
        await _connection.CloseAsync();
        await _catalog.DisposeAsync();
    }

    [Fact]
    public async Task A_deployment_that_becomes_slow_is_said_to_be_so_until_it_is_quick_again()
    {
        using var watch = Watch();
        await AnswersAsync(watch, looks: 40, milliseconds: 400);
        Assert.DoesNotContain(Degradation, _catalog.Alerts.Keys);

        await AnswersAsync(watch, looks: 10, milliseconds: 900);
        var slow = await FindAsync();
        Assert.StartsWith("Its answers take 2.", slow.Slow, StringComparison.Ordinal);
        Assert.StartsWith(slow.Slow!, _catalog.Alerts[Degradation], StringComparison.Ordinal);

        await AnswersAsync(watch, looks: 10, milliseconds: 400);
        Assert.Null((await FindAsync()).Slow);
        Assert.DoesNotContain(Degradation, _catalog.Alerts.Keys);
        Assert.Equal(["recovered", "slow"], (await _circuits.HistoryAsync(Subject, default)).Select(entry => entry.What));
    }

    [Fact]
    public async Task A_worker_that_is_started_anew_knows_how_quick_a_deployment_used_to_be()
    {
        using (var before = Watch())
        {
            await AnswersAsync(before, looks: 40, milliseconds: 400);
        }

        using var watch = Watch();
        await AnswersAsync(watch, looks: 10, milliseconds: 900);

        Assert.StartsWith("Its answers take 2.", (await FindAsync()).Slow, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_circuit_is_an_alert_until_it_closes()
    {
        using var watch = Watch();
        await _circuits.TurnAsync(Subject, version: 0, new(Opens: true, TimeSpan.FromMinutes(1), 1, "It failed."), default);
        await watch.LookAsync(default);
        Assert.Contains("It failed.", _catalog.Alerts[Circuit], StringComparison.Ordinal);

        // Another worker takes over.
        using var next = Watch();
        await _circuits.ResetAsync(Subject, "mended", "test", default);
        await next.LookAsync(default);
        Assert.DoesNotContain(Circuit, _catalog.Alerts.Keys);
    }

    [Fact]
    public async Task What_the_catalog_cannot_be_told_it_is_told_later()
    {
        using var watch = Watch();
        _catalog.Refusal = StatusCode.Unavailable;
        await _circuits.TurnAsync(Subject, version: 0, new(Opens: true, TimeSpan.FromMinutes(1), 1, "It failed."), default);
        await watch.LookAsync(default);
        Assert.Empty(_catalog.Alerts);

        _catalog.Refusal = null;
        await watch.LookAsync(default);
        Assert.Contains(Circuit, _catalog.Alerts.Keys);
    }

    private HealthWatch Watch() => new(
        _store,
        _circuits,
        new HealthAlerts(new AlertService.AlertServiceClient(_channel), _clock, NullLogger<HealthAlerts>.Instance),
        _clock,
        NullLogger<HealthWatch>.Instance);

    // A bit of noise, always the same.
    private async Task AnswersAsync(HealthWatch watch, int looks, double milliseconds)
    {
        for (var look = 0; look < looks; look++)
        {
            var latency = milliseconds * (1 + (0.1 * Math.Sin(look)));
            await _store.RecordAsync(
                new HealthObservation { Subject = Subject, Successes = 25, Latency = TimeSpan.FromMilliseconds(latency) * 25, LatencyLogs = Math.Log(latency) * 25 },
                default);
            await watch.LookAsync(default);
        }
    }

    private async Task<SubjectHealth> FindAsync() => (await _store.ReadAllAsync(default)).Find(Subject)!;
}
