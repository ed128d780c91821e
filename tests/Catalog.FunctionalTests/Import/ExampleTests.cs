using System.Net;
using System.Text.Json;
using Catalog.Api.Curated;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Import;

/// <summary>The catalogs that ship as examples, brought into a running one.</summary>
public sealed class ExampleTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CatalogHost _host = null!;

    private HttpClient Http => _host.Http;

    public static TheoryData<string> Examples => [.. CuratedCatalog.Examples()];

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await CatalogHost.StartAsync(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _host.Logs.VerifyNoErrors();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_says_what_it_would_change_then_changes_that_and_nothing_the_second_time(string name)
    {
        var before = await RevisionAsync();

        var dry = await ImportAsync(name, "");
        Assert.Equal(before, await RevisionAsync());
        var first = await ImportAsync(name, "?dry_run=false");
        var second = await ImportAsync(name, "?dry_run=false");

        Assert.True(dry.GetProperty("dry_run").GetBoolean());
        Assert.NotEqual(0, first.GetProperty("changes").GetArrayLength());
        Assert.Equal(Summary(dry), Summary(first));
        Assert.Equal("[]", first.GetProperty("kept").ToString());
        Assert.Equal("[]", second.GetProperty("changes").ToString());
        Assert.Equal(before + 1, await RevisionAsync());
    }

    [Fact]
    public async Task The_tiers_and_prices_of_2025_come_back_by_one_call()
    {
        await ImportAsync("seed-2025", "?dry_run=false");

        Assert.Equal(["anthropic/claude-3-haiku-20240307"], await EntriesAsync("fast"));
        Assert.Equal(["kimi/kimi-k2-0905-preview", "openai/gpt-4o-mini"], await EntriesAsync("balanced"));
        Assert.Equal(["anthropic/claude-3-5-sonnet-20241022"], await EntriesAsync("powerful"));
        var price = (await Http.GetJsonAsync("/api/v1/models/anthropic/claude-3-haiku-20240307")).GetProperty("prices")[0];
        Assert.Equal(0.25m, price.GetProperty("input").GetDecimal());
    }

    [Fact]
    public async Task An_unknown_example_is_answered_with_those_there_are()
    {
        using var response = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/import/example/seed-2024", "{}");

        var problem = await response.JsonAsync(HttpStatusCode.NotFound);
        Assert.Contains("seed-2025", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string[]> EntriesAsync(string tier) =>
        [.. (await Http.GetJsonAsync($"/api/v1/tiers/{tier}")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetString()!)];

    private async Task<JsonElement> ImportAsync(string name, string query)
    {
        using var response = await Http.PostAsync(new Uri($"/api/v1/import/example/{name}{query}", UriKind.Relative), null);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    private static string[] Summary(JsonElement answer) =>
        [.. answer.GetProperty("changes").EnumerateArray().Select(change => $"{change.GetProperty("kind")} {change.GetProperty("key")} {change.GetProperty("change")}")];

    private Task<long> RevisionAsync() => _database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
}
