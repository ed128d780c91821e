using Catalog.Api.Reports;
using Catalog.FunctionalTests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Reports;

public sealed class ExecutionGaugeTests
{
    [Fact]
    public async Task The_mean_cost_of_an_execution_is_told_at_metrics()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        var now = DateTimeOffset.UtcNow;
        await Eventually.Is(async () => await database.ScalarAsync<bool>("SELECT to_regclass('ai_analytics_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL"));
        await database.AddCallAsync(now.AddMinutes(-1), new("kimi", "k2", 1, 1, 123_456_789_001) { Execution = "one" });
        await database.AddCallAsync(now.AddMinutes(-2), new("kimi", "k2", 1, 1, 100) { Execution = "two" });
        await database.AddCallAsync(now.AddHours(-2), new("kimi", "k2", 1, 1, 5) { Execution = "long ago" });

        await host.Services.GetRequiredService<ExecutionGauges>().RefreshAsync(CancellationToken.None);

        // Gauges of other hosts of this process are told too.
        var metrics = MetricsText.Parse(await host.Http.GetStringAsync("/metrics"));
        Assert.Contains(metrics.Samples, sample => sample.Name == "routing_catalog_execution_cost_mean_nanos" && sample.Value == 61_728_394_550);
        Assert.Contains(metrics.Samples, sample => sample.Name == "routing_catalog_executions" && sample.Value == 2);
    }
}
