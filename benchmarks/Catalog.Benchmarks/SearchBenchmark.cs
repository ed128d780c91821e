using System.Diagnostics;
using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Deployments;
using Catalog.Api.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace Catalog.Benchmarks;

/// <summary>What a search of the registry takes: through the store alone (SQL), and as a REST call.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 100;
    private const int Page = 20;

    private static readonly string[] Searches = ["model-flash-60", "deepseek", "qwen coder", "LLAMA vision", "openrouter/google", "9999", "nothing of the kind"];

    public static async Task RunAsync(int models)
    {
        await using var catalog = await RunningCatalog.StartAsync();
        await new CatalogService.CatalogServiceClient(catalog.Channel).SyncProviderAsync(SyntheticAnswer.Of("openrouter", models));
        var store = catalog.Services.GetRequiredService<DeploymentStore>();

        Console.WriteLine($"search over {models} models, {Rounds} rounds of {Searches.Length} searches, pages of {Page}");
        await TimeAsync("SQL", search => store.ListAsync(new DeploymentQuery { Search = search }.Conditions(new Faults()), "", Page, CancellationToken.None));
        await TimeAsync("REST", search => catalog.Http.GetByteArrayAsync($"/api/v1/models?page_size={Page}&search={Uri.EscapeDataString(search)}"));
    }

    private static async Task TimeAsync(string way, Func<string, Task> searching)
    {
        var times = new List<double>();
        for (var round = -10; round < Rounds; round++)
        {
            foreach (var search in Searches)
            {
                var started = Stopwatch.GetTimestamp();
                await searching(search);
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{way,-5} p50 {At(0.5):0.00} ms, p95 {At(0.95):0.00} ms, p99 {At(0.99):0.00} ms"));

        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
