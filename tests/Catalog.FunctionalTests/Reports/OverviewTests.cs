using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Reports;

public sealed class OverviewTests : IAsyncLifetime
{
    // Of late: rows are not kept for ever, and the host deletes old ones in its own time.
    private static readonly DateTimeOffset Day = new(DateTime.UtcNow.Date.AddDays(-20), TimeSpan.Zero);
    private readonly CatalogHostFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Shares_rates_latency_and_the_cost_of_an_execution_are_those_of_the_calls()
    {
        var database = _fixture.Database;
        foreach (var (outcome, execution) in ((string, string)[])[("ok", "one"), ("ok", "one"), ("failed", "two"), ("aborted", "two")])
        {
            await database.AddCallAsync(Day, new("kimi", "k2", 10, 10, 1_000) { Outcome = outcome, Execution = execution });
        }

        await database.AddCallAsync(Day, new("anthropic", "haiku", 10, 10, 6_000) { Tier = "fast", Execution = "two" });
        await database.AddCallAsync(Day, new("anthropic", "haiku", 10, 10, null) { Tier = null });
        await database.AddCallAsync(Day, new("anthropic", "haiku", 1, 1, 5) { Purpose = "probe", Tier = null });

        var overview = await _fixture.Host.Http.GetJsonAsync($"/api/v1/reports/overview?from={Day:yyyy-MM-dd}&to={Day.AddDays(1):yyyy-MM-dd}");

        var kimi = overview.GetProperty("providers")[0];
        Assert.Equal(("kimi", 4), (kimi.GetProperty("name").GetString(), kimi.GetProperty("calls").GetInt32()));
        Assert.Equal((0.666667m, 0.4m), (kimi.GetProperty("share").GetDecimal(), kimi.GetProperty("cost_share").GetDecimal()));
        Assert.Equal((0.666667m, 0.333333m), (kimi.GetProperty("success_rate").GetDecimal(), kimi.GetProperty("error_rate").GetDecimal()));
        Assert.Equal(2_000m, kimi.GetProperty("mean_latency_ms").GetDecimal());
        Assert.Equal(2, overview.GetProperty("providers")[1].GetProperty("calls").GetInt32());
        Assert.Equal(0.8m, overview.GetProperty("balanced_share").GetDecimal());
        Assert.Equal(1m, overview.GetProperty("balanced_providers")[0].GetProperty("share").GetDecimal());
        var executions = overview.GetProperty("executions");
        Assert.Equal((2, "0.00001", "0.000005"), (executions.GetProperty("executions").GetInt32(), executions.GetProperty("cost_usd").GetString(), executions.GetProperty("mean_cost_usd").GetString()));
    }
}
