using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

public sealed class ListModelsTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Pages_together_list_every_model_once_and_in_order()
    {
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await Http.GetJsonAsync($"/api/v1/models?page_size=7&page_token={Uri.EscapeDataString(token ?? "")}");
            seen.AddRange(page.Ids());
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(fixture.Host.Feed.Current!.Deployments.Select(row => row.Id.ToString()), seen);
    }

    [Theory]
    [InlineData("provider=kimi", "kimi/")]
    [InlineData("filter=provider%20%3D%20kimi", "kimi/")]
    [InlineData("search=kimi%2Fkimi-k2", "kimi/kimi-k2")]
    [InlineData("search=KIMI%20k2%20kimi%2F", "kimi/kimi-k2")]
    public async Task Filters_narrow_the_list(string query, string prefix)
    {
        var ids = (await Http.GetJsonAsync($"/api/v1/models?{query}")).Ids();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.StartsWith(prefix, id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capabilities_and_prices_filter_too()
    {
        var page = await Http.GetJsonAsync("/api/v1/models?capability=vision&capability=tools&filter=input_price%20%3C%201%20and%20lifecycle%20%3D%20active");

        Assert.NotEmpty(page.Ids());
        Assert.All(page.GetProperty("items").EnumerateArray(), row =>
        {
            Assert.Contains("vision", row.GetProperty("capabilities").EnumerateArray().Select(name => name.GetString()));
            Assert.True(row.GetProperty("cost_per_1k").GetDecimal() < 0.001m);
        });
    }

    [Theory]
    [InlineData("filter=password%20%3D%201", "filter")]
    [InlineData("filter=provider%20%3D", "filter")]
    [InlineData("filter=free%20%3D%20perhaps", "filter")]
    [InlineData("filter=input_price%20~%20x", "filter")]
    [InlineData("filter=name%20%3D%20%22open", "filter")]
    [InlineData("page_size=0", "page_size")]
    [InlineData("page_token=%21", "page_token")]
    [InlineData("provider=%00", "provider")]
    public async Task What_makes_no_sense_is_named(string query, string field)
    {
        using var response = await Http.GetAsync($"/api/v1/models?{query}");

        Assert.Equal([field], await response.FaultyFieldsAsync());
    }

    [Theory]
    [InlineData("x' OR '1'='1")]
    [InlineData("x\"; DROP TABLE model_registry; --")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    public async Task Sql_in_a_search_is_only_text(string search)
    {
        var found = (await Http.GetJsonAsync($"/api/v1/models?search={Uri.EscapeDataString(search)}")).Ids();

        Assert.All(found, id => Assert.Contains(search, id, StringComparison.Ordinal));
        Assert.NotEmpty((await Http.GetJsonAsync("/api/v1/models")).Ids());
    }

    [Fact]
    public async Task The_document_names_every_operation()
    {
        var document = await Http.GetJsonAsync("/openapi/v1.json");

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value)
            .ToArray();
        Assert.True(operations.Length >= 15);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            Assert.EndsWith(".", operation.GetProperty("summary").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_exported_snapshot_is_one_a_router_starts_from()
    {
        var bytes = await Http.GetByteArrayAsync("/api/v1/registry/snapshot");

        var read = Routing.Catalog.SnapshotFile.Read(bytes);

        Assert.Equal(fixture.Host.Feed.Current!.Revision, read.Revision);
        Assert.Equal(fixture.Host.Feed.Current.Deployments.Length, read.Deployments.Length);
    }
}
