using System.Diagnostics;
using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace Catalog.Benchmarks;

/// <summary>What it takes to take over a provider's list: from the call to its answer, and until routers can have the snapshot.</summary>
internal static class SyncBenchmark
{
    private const string Provider = "openrouter";

    public static async Task RunAsync(int models)
    {
        await using var catalog = await RunningCatalog.StartAsync();
        var client = new CatalogService.CatalogServiceClient(catalog.Channel);
        var feed = catalog.Services.GetRequiredService<CatalogFeed>();

        // The first call of a process compiles it.
        await client.SyncProviderAsync(SyntheticAnswer.Of(Provider, 10));
        await TimeAsync("all new", SyntheticAnswer.Of(Provider, models));
        await TimeAsync("nothing changed", SyntheticAnswer.Of(Provider, models));
        await TimeAsync("every price changed", SyntheticAnswer.Of(Provider, models, round: 1));

        async Task TimeAsync(string what, SyncProviderRequest request)
        {
            var known = feed.Current;
            var clock = Stopwatch.StartNew();
            var answer = await client.SyncProviderAsync(request);
            var synced = clock.Elapsed;
            if (answer.Added + answer.Updated > 0)
            {
                await feed.NextAsync(known, CancellationToken.None);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"sync of {request.Models.Count} models, {request.CalculateSize() / 1e6:0.0} MB, {what}: {synced.TotalSeconds:0.00} s; in the feed after {clock.Elapsed.TotalSeconds:0.00} s (added {answer.Added}, updated {answer.Updated}, unchanged {answer.Unchanged})"));
        }
    }
}
