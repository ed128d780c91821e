using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Every figure a price can have is written, read, listed and remembered.</summary>
public sealed class PriceTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Full =
        """
        {"prices":[
          {"input":1.25,"output":10,"cached_input":0.125,"cache_write":1.5,"batch_input":0.625,"batch_output":5,"per_request":0.001},
          {"input":2,"output":12,"context_over":128000},
          {"input":2.5,"output":15,"cached_input":0.25,"context_over":200000,"valid_from":"2031-01-01T00:00:00Z","source":"a list"}]}
        """;

    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Every_kind_of_price_is_read_back_as_it_was_written()
    {
        using var written = await Http.PutJsonAsync("/api/v1/models/openai/all-kinds", Full);
        var prices = (await written.JsonAsync(HttpStatusCode.Created)).GetProperty("prices").EnumerateArray().ToArray();

        Assert.Equal([1.25m, 10m, 0.125m, 1.5m, 0.625m, 5m, 0.001m], Figures(prices[0]));
        Assert.Equal([0, 128_000, 200_000], prices.Select(price => price.GetProperty("context_over").GetInt32()));
        Assert.Equal(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero), prices[2].GetProperty("valid_from").GetDateTimeOffset());
        var listed = (await Http.GetJsonAsync("/api/v1/prices?provider=openai&model=all-kinds")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(prices.Select(price => price.ToString()), listed.Select(row => row.GetProperty("price").ToString()));
        Assert.All(listed, row => Assert.Equal("openai/all-kinds", row.GetProperty("deployment").GetString()));
    }

    [Fact]
    public async Task What_was_known_when_stays_known()
    {
        await Http.PutJsonAsync("/api/v1/models/openai/remembered", """{"prices":[{"input":1,"output":2,"batch_input":0.5,"batch_output":1}]}""");
        var then = DateTimeOffset.UtcNow;
        await Http.PutJsonAsync("/api/v1/models/openai/remembered", """{"prices":[{"input":3,"output":4}]}""");

        Assert.Equal([3m], await InputsAsync(""));
        Assert.Equal([1m], await InputsAsync($"&as_of={Uri.EscapeDataString(then.ToString("O"))}"));
        Assert.Equal([1m, 3m], await InputsAsync("&history=true"));
        var all = (await Http.GetJsonAsync("/api/v1/prices?provider=openai&model=remembered&history=true")).GetProperty("items");
        Assert.True(all[0].TryGetProperty("superseded_at", out _));
        Assert.Equal(0.5m, all[0].GetProperty("price").GetProperty("batch_input").GetDecimal());
    }

    [Fact]
    public async Task A_price_has_the_number_that_routers_write_into_the_ledger()
    {
        await Http.PutJsonAsync("/api/v1/models/openai/numbered", """{"prices":[{"input":1,"output":2}]}""");
        var number = (await Http.GetJsonAsync("/api/v1/models/openai/numbered")).GetProperty("prices")[0].GetProperty("id").GetInt64();

        await TestKit.Eventually.Is(() => fixture.Host.Feed.Current!.Deployments
            .Any(row => row.Id.ToString() == "openai/numbered" && row.Prices is [{ Id: var id }] && id == number));
    }

    private static IEnumerable<decimal> Figures(JsonElement price) =>
        new[] { "input", "output", "cached_input", "cache_write", "batch_input", "batch_output", "per_request" }.Select(name => price.GetProperty(name).GetDecimal());

    private async Task<decimal[]> InputsAsync(string query) =>
    [
        .. (await Http.GetJsonAsync($"/api/v1/prices?provider=openai&model=remembered{query}")).GetProperty("items").EnumerateArray()
            .Select(row => row.GetProperty("price").GetProperty("input").GetDecimal()),
    ];
}
