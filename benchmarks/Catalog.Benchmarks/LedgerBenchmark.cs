using System.Diagnostics;
using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Catalog.Benchmarks;

/// <summary>
/// What it takes to store usage: routers' streams of batches into the ledger and its roll-ups, until the last batch is acknowledged.
/// A request is two events, its attempt and its decision of three kilobytes.
/// </summary>
internal static class LedgerBenchmark
{
    private const int BatchSize = 500;
    private const int Routers = 2;
    private const int DecisionBytes = 3_000;
    private static readonly string Decision = $"{{\"about\":\"{new string('x', DecisionBytes)}\"}}";

    public static async Task RunAsync(LedgerOptions options)
    {
        var events = options.Events;
        await using var catalog = await RunningCatalog.StartAsync();
        if (options.Core is { } core)
        {
            // PostgreSQL runs already, and keeps every core.
            await PinAsync(core);
        }

        var client = new UsageService.UsageServiceClient(catalog.Channel);

        // The first batches of a process compile it.
        await SendAsync(client, Batches(10 * BatchSize));
        for (var round = 0; round < 3; round++)
        {
            var perRouter = Enumerable.Range(0, Routers).Select(_ => Batches(events / Routers)).ToArray();
            var cpu = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(perRouter.Select(batches => Task.Run(() => SendAsync(client, batches))));
            var seconds = clock.Elapsed.TotalSeconds;
            var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / events;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{events} events from {Routers} routers in batches of {BatchSize}: {seconds:0.00} s, {events / seconds:N0} events/s; {micros:0} µs of CPU an event for the catalog and the senders, {1e6 / micros:N0} events/s of one core"));
        }

        await CheckAsync(catalog.Services.GetRequiredService<NpgsqlDataSource>());
    }

    private static async Task PinAsync(int core)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-p", "-c", $"{core}", $"{Environment.ProcessId}"])
        {
            RedirectStandardOutput = true,
        })!;
        await taskset.WaitForExitAsync();
        if (taskset.ExitCode != 0)
        {
            throw new InvalidOperationException($"There is no core {core} to run on.");
        }

        Console.WriteLine($"Catalog and senders share core {core}.");
    }

    private static async Task SendAsync(UsageService.UsageServiceClient client, List<IngestRequest> batches)
    {
        using var call = client.Ingest();
        foreach (var batch in batches)
        {
            await call.RequestStream.WriteAsync(batch);
            if (!await call.ResponseStream.MoveNext(CancellationToken.None) || call.ResponseStream.Current.Stored.Count != batch.Events.Count)
            {
                throw new InvalidOperationException("Not everything was stored.");
            }
        }

        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(CancellationToken.None);
    }

    private static List<IngestRequest> Batches(int events)
    {
        var batches = new List<IngestRequest>();
        for (var sent = 0; sent < events; sent += BatchSize)
        {
            var batch = new IngestRequest();
            for (var i = 0; i < BatchSize / 2; i++)
            {
                batch.Events.AddRange(Request(sent + i));
            }

            batches.Add(batch);
        }

        return batches;
    }

    // Eight models, four keys and three labels: some hundred rows of the roll-ups.
    private static IEnumerable<LedgerEvent> Request(int number)
    {
        var id = Guid.CreateVersion7().ToString();
        var scope = new LedgerScope { ProjectId = "project", KeyId = $"key-{number % 4}", AgentId = "agent", ExecutionId = $"execution-{number / 10}", Tags = { $"tag-{number % 3}" } };
        var (provider, model) = ($"provider-{number % 2}", $"model-{number % 8}");
        yield return new()
        {
            EventId = Guid.CreateVersion7().ToString(),
            Attempt = new()
            {
                Scope = scope,
                DecisionId = id,
                Attempt = 1,
                Purpose = "chat",
                CanonicalModel = model,
                Provider = provider,
                Model = model,
                Tier = "balanced",
                InputTokens = 900,
                CachedInputTokens = 100,
                OutputTokens = 200,
                CostNanos = 1_234_567,
                UncachedCostNanos = 1_334_567,
                PriceId = "42",
                Outcome = "ok",
                LatencyMicros = 900_000,
                FirstTokenMicros = 300_000,
            },
        };
        yield return new()
        {
            EventId = id,
            Decision = new()
            {
                Scope = scope,
                DecisionId = id,
                Selector = "auto",
                Tier = "balanced",
                Provider = provider,
                Model = model,
                CanonicalModel = model,
                Attempts = 1,
                Outcome = "ok",
                CatalogRevision = 1,
                Hash = new('0', 64),
                DecisionJson = Decision,
                LatencyMicros = 901_000,
            },
        };
    }

    private static async Task CheckAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var (rows, sums) = await connection.FirstOrDefaultAsync(
            "SELECT (SELECT count(*) FROM ai_analytics), (SELECT sum(calls)::bigint FROM usage_hourly)",
            [],
            row => (row.GetInt64(0), row.GetInt64(1)),
            CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} calls in the ledger, {sums} in the roll-ups"));
    }
}
