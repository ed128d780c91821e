using System.Diagnostics;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit.Redis;

namespace Health.Benchmarks;

/// <summary>Merges outcomes from several connections at once, each as a router does, and prints what arrived and what it took.</summary>
internal static class MergeBenchmark
{
    private const int Routers = 3;
    private const int Deployments = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(RedisKind kind)
    {
        await using var server = await RedisServer.StartAsync(kind);
        Console.WriteLine($"{kind}, {Routers} routers, {Deployments} deployments, {Length.TotalSeconds:F0} s each");
        await MeasureAsync(server, "every outcome by itself, 50 a script", outcomesEach: 1);
        await MeasureAsync(server, "as routers tell them: 25 outcomes of a deployment added up", outcomesEach: 25);
    }

    private static async Task MeasureAsync(RedisServer server, string what, int outcomesEach)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Routers).Select(_ => ConnectionMultiplexer.ConnectAsync(server.ConnectionString)));
        var gates = connections.Select(connection => new RedisGate(connection, TimeProvider.System)).ToArray();
        var stores = gates.Select(gate => new HealthStore(gate, TimeProvider.System)).ToArray();
        var provider = new ProviderId($"p-{Guid.NewGuid():N}");
        await Task.WhenAll(stores.Select(store => store.ReadAllAsync(default)));

        var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var sent = await Task.WhenAll(stores.Select(store => TellAsync(store, provider, outcomesEach, watch)));
        var (took, used) = (watch.Elapsed, process.TotalProcessorTime - cpu);

        var reading = await stores[0].ReadAllAsync(default);
        var arrived = reading.Records.Values.Where(record => record.Subject.Provider == provider).Sum(record => record.Whole.Count);
        var told = sent.Sum();
        Console.WriteLine(
            $"  {what}: {told / took.TotalSeconds:N0} outcomes/s, {told / outcomesEach / took.TotalSeconds:N0} merges/s, "
            + $"{used.TotalMicroseconds / told:F1} µs of the routers' CPU each; told {told}, arrived {arrived:F0}");

        foreach (var (connection, gate) in connections.Zip(gates))
        {
            gate.Dispose();
            await connection.CloseAsync();
        }
    }

    private static async Task<long> TellAsync(HealthStore store, ProviderId provider, int outcomesEach, Stopwatch watch)
    {
        var observations = Enumerable.Range(0, Deployments).Select(i => new HealthObservation
        {
            Subject = HealthSubject.Of(new DeploymentId(provider, $"model-{i}")),
            Successes = outcomesEach,
            Latency = TimeSpan.FromMilliseconds(700) * outcomesEach,
            LatencyLogs = Math.Log(700) * outcomesEach,
        }).ToArray();
        long told = 0;
        while (watch.Elapsed < Length)
        {
            await store.RecordAllAsync(observations, default);
            told += Deployments * outcomesEach;
        }

        return told;
    }
}
