using System.Net;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using TestKit;

namespace Catalog.FunctionalTests.Reports;

public sealed class WhatIfTests : IAsyncLifetime
{
    // Of late, and so is what is said to be long ago: rows are kept for 400 days, and the host deletes older ones in its own time.
    private static readonly DateTimeOffset Day = new(DateTime.UtcNow.Date.AddDays(-20), TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Day.AddDays(-300);

    private static readonly string OnDay = On(Day);
    private readonly CatalogHostFixture _fixture = new();

    private HttpClient Http => _fixture.Host.Http;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        await PutAsync("mini", """{"input": 0.15, "output": 0.6}""");
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Ten_steps_with_a_shared_prompt_cost_what_their_arithmetic_says()
    {
        // A million tokens of prompt, at $0.15 the first time and a tenth of it from the cache, against the full rate ten times.
        for (var step = 0; step < 10; step++)
        {
            await _fixture.Database.AddCallAsync(Day.AddMinutes(step), step == 0
                ? new("kimi", "kimi-k2", 1_000_000, 0, 150_000_000)
                : new("kimi", "kimi-k2", 0, 0, 15_000_000) { Cached = 1_000_000, Uncached = 150_000_000 });
        }

        var usage = (await Http.GetJsonAsync($"/api/v1/reports/usage?{OnDay}&provider=kimi")).GetProperty("items")[0];
        var whatIf = await Http.GetJsonAsync($"/api/v1/reports/what-if?{OnDay}&provider=kimi&deployment=openrouter/mini");

        Assert.Equal(("0.285", "1.215"), (usage.GetProperty("cost_usd").GetString(), usage.GetProperty("cache_savings_usd").GetString()));
        Assert.Equal(("0.285", "1.5"), (whatIf.GetProperty("cost_usd").GetString(), whatIf.GetProperty("other_cost_usd").GetString()));
        Assert.Equal(("-1.215", "10"), (whatIf.GetProperty("savings_usd").GetString(), whatIf.GetProperty("calls").GetRawText()));
    }

    [Fact]
    public async Task Each_call_is_priced_by_the_price_of_its_time_and_its_length()
    {
        await PutAsync("dated", $$"""
            {"input": 1, "output": 0, "valid_from": "{{Day.AddDays(-100):O}}"},
            {"input": 2, "output": 0, "valid_from": "{{Day.AddDays(-100):O}}", "context_over": 1000},
            {"input": 3, "output": 0, "valid_from": "{{Day.AddHours(12):O}}"}
            """);
        await _fixture.Database.AddCallAsync(Day.AddHours(1), new("kimi", "k", 1_000, 5, 1));
        await _fixture.Database.AddCallAsync(Day.AddHours(2), new("kimi", "k", 1_001, 5, 1));
        await _fixture.Database.AddCallAsync(Day.AddHours(13), new("kimi", "k", 1_001, 5, 1));
        await _fixture.Database.AddCallAsync(Day.AddHours(14), new("kimi", "k", 1_000, 5, null));
        await _fixture.Database.AddCallAsync(Before, new("kimi", "k", 1_000, 5, 7));

        var day = await Http.GetJsonAsync($"/api/v1/reports/what-if?{OnDay}&deployment=openrouter/dated");
        var longAgo = await Http.GetJsonAsync($"/api/v1/reports/what-if?{On(Before)}&deployment=openrouter/dated");

        Assert.Equal((1_000_000 + 2_002_000 + 3_003_000).ToString(System.Globalization.CultureInfo.InvariantCulture), day.GetProperty("other_cost_nanos").GetString());
        Assert.Equal(("3", "1"), (day.GetProperty("calls").GetRawText(), day.GetProperty("unpriced").GetRawText()));
        Assert.Equal([1m, 2m, 3m], day.GetProperty("prices").EnumerateArray().Select(price => price.GetProperty("input").GetDecimal()));
        Assert.Equal(("0", "1"), (longAgo.GetProperty("calls").GetRawText(), longAgo.GetProperty("other_unpriced").GetRawText()));
    }

    [Fact]
    public async Task A_report_prices_a_call_as_the_cost_policy_of_a_router_does()
    {
        await PutAsync("tiered", $$"""
            {"input": 1.37, "output": 0, "valid_from": "{{Day.AddDays(-100):O}}"},
            {"input": 2.41, "output": 0, "valid_from": "{{Day.AddDays(-100):O}}", "context_over": 5000}
            """);
        await Eventually.Is(() => _fixture.Host.Feed.Current!.Deployments.Any(deployment => deployment.Id.Model == "tiered"));
        var snapshot = _fixture.Host.Feed.Current!;
        var index = new CatalogIndex(snapshot with
        {
            Deployments = [.. snapshot.Deployments.Where(deployment => deployment.Id.Model == "tiered")],
            Tiers = [],
            Families = [],
            Aliases = [],
        });
        foreach (var tokens in (int[])[4_999, 5_001])
        {
            var at = Day.AddHours(tokens % 24);
            var decided = Assert.IsType<RoutingOutcome.Decided>(RoutingPipeline.Decide(new DecisionInput
            {
                Index = index,
                Selector = "auto:cost",
                Time = at,
                Features = new RequestFeatures { EstimatedInputTokens = tokens },
                SupportedProfiles = new NameSet(index.Snapshot.Providers.Select(provider => provider.Profile)),
                CredentialsHeld = NameSet.Of(index.Snapshot.Providers.Select(provider => provider.Id)),
            }));
            await _fixture.Database.AddCallAsync(at, new("kimi", $"length-{tokens}", tokens, 50, 1));

            var report = await Http.GetJsonAsync($"/api/v1/reports/what-if?{OnDay}&model=length-{tokens}&deployment=openrouter/tiered");

            Assert.Equal(decided.Decision.Primary.Score.ExpectedCost!.Value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), report.GetProperty("other_cost_nanos").GetString());
        }
    }

    [Fact]
    public async Task Nobody_can_be_compared_with_who_is_not_there()
    {
        using var unknown = await Http.GetAsync("/api/v1/reports/what-if?deployment=openrouter/nobody");
        using var unsaid = await Http.GetAsync("/api/v1/reports/what-if");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(["deployment"], await unsaid.FaultyFieldsAsync());
    }

    private static string On(DateTimeOffset day) => $"from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}";

    private async Task PutAsync(string model, string prices)
    {
        using var put = await Http.PutJsonAsync(
            $"/api/v1/models/openrouter/{model}", $$"""{"capabilities": ["chat"], "context_window": 2000000, "prices": [{{prices}}]}""");
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }
}
