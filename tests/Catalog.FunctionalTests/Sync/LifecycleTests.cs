using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.FunctionalTests.Sync;

/// <summary>Dates and prices as providers state them.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private readonly CatalogHostFixture _fixture = new();

    private HttpClient Http => _fixture.Host.Http;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Announced_dates_become_the_lifecycle_when_they_have_come()
    {
        var past = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1));
        var future = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(30));
        await SyncAsync(
            new DiscoveredModel { Model = "new" },
            new DiscoveredModel { Model = "going", DeprecatedAt = past, RetiresAt = future },
            new DiscoveredModel { Model = "gone", RetiresAt = past },
            new DiscoveredModel { Model = "off", Active = false },
            new DiscoveredModel { Model = "early", Lifecycle = Lifecycle.Preview },
            new DiscoveredModel { Model = "early-preview" });

        Assert.Equal("active", await LifecycleAsync("new"));
        Assert.Equal("deprecated", await LifecycleAsync("going"));
        Assert.Equal("retired", await LifecycleAsync("gone"));
        Assert.Equal("retired", await LifecycleAsync("off"));
        Assert.Equal("preview", await LifecycleAsync("early"));
        Assert.Equal("preview", await LifecycleAsync("early-preview"));
        var going = await Http.GetJsonAsync("/api/v1/models/ollama/going");
        Assert.True(going.TryGetProperty("deprecated_at", out _));
        Assert.True(going.TryGetProperty("retires_at", out _));
    }

    [Fact]
    public async Task Everything_says_when_it_was_last_refreshed()
    {
        await SyncAsync(Priced(1_000_000_000));
        var first = (await Http.GetJsonAsync("/api/v1/models/ollama/priced")).GetProperty("prices")[0];

        await SyncAsync(Priced(1_000_000_000));

        var row = await Http.GetJsonAsync("/api/v1/models/ollama/priced");
        var price = Assert.Single(row.GetProperty("prices").EnumerateArray());
        Assert.Equal(first.GetProperty("id").GetInt64(), price.GetProperty("id").GetInt64());
        Assert.True(price.GetProperty("last_refreshed").GetDateTimeOffset() > first.GetProperty("last_refreshed").GetDateTimeOffset());
        Assert.True(row.TryGetProperty("last_refreshed", out _));
        Assert.True((await Http.GetJsonAsync("/api/v1/providers/ollama")).TryGetProperty("last_refreshed", out _));
    }

    [Fact]
    public async Task A_new_price_holds_from_the_answer_on_and_the_old_one_until_then()
    {
        await SyncAsync(Priced(1_000_000_000));
        await SyncAsync(Priced(2_000_000_000));
        await SyncAsync(Priced(2_000_000_000));

        var row = await Http.GetJsonAsync("/api/v1/models/ollama/priced");

        Assert.Equal([1m, 2m], row.GetProperty("prices").EnumerateArray().Select(price => price.GetProperty("input").GetDecimal()));
        Assert.Equal(0.002m, row.GetProperty("cost_per_1k").GetDecimal());
    }

    [Fact]
    public async Task Prices_by_length_of_prompt_and_of_the_cache_are_kept_apart()
    {
        var model = Priced(1_000_000_000);
        model.Prices.Add(new Price { Input = 2_000_000_000, Output = 8_000_000_000, CachedInput = 100_000_000, CacheWrite = 1_250_000_000, ContextOver = 200_000 });
        await SyncAsync(model);

        var prices = (await Http.GetJsonAsync("/api/v1/models/ollama/priced")).GetProperty("prices");

        Assert.Equal(200_000, prices[1].GetProperty("context_over").GetInt32());
        Assert.Equal((0.1m, 1.25m), (prices[1].GetProperty("cached_input").GetDecimal(), prices[1].GetProperty("cache_write").GetDecimal()));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_kept_loses_no_model()
    {
        await SyncAsync(
            new DiscoveredModel { Model = "half", ProviderData = """{"a":"\ud800"}""" },
            new DiscoveredModel { Model = "nul", ProviderData = """{"a":"\u0000"}""" },
            new DiscoveredModel { Model = "huge", ProviderData = """{"a":1e999999}""" },
            new DiscoveredModel { Model = "broken", ProviderData = "{" },
            new DiscoveredModel { Model = "fine", ProviderData = """{"a":"\\u0000"}""" });

        Assert.False((await Http.GetJsonAsync("/api/v1/models/ollama/half")).TryGetProperty("provider_data", out _));
        Assert.True((await Http.GetJsonAsync("/api/v1/models/ollama/fine")).TryGetProperty("provider_data", out _));
        Assert.Equal(5, (await Http.GetJsonAsync("/api/v1/models?provider=ollama&origin=discovered")).Ids().Length);
    }

    private static DiscoveredModel Priced(long input) => new() { Model = "priced", Prices = { new Price { Input = input, Output = 4_000_000_000 } } };

    private async Task SyncAsync(params DiscoveredModel[] models) =>
        await new CatalogService.CatalogServiceClient(_fixture.Host.Channel).SyncProviderAsync(SyncRequests.Of("ollama", models));

    private async Task<string?> LifecycleAsync(string model) =>
        (await Http.GetJsonAsync($"/api/v1/models/ollama/{model}")).GetProperty("lifecycle").GetString();
}
