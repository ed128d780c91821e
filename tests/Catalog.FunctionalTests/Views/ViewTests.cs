using System.Net;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Views;

/// <summary>Saved filters over REST.</summary>
public sealed class ViewTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Three_views_ship() =>
        Assert.Superset(
            new HashSet<string> { "free-models", "openrouter-free", "vision-under-1" }, (await Http.GetJsonAsync("/api/v1/views")).Ids("name").ToHashSet());

    [Theory]
    [InlineData("free-models", "free=true")]
    [InlineData("openrouter-free", "free=true&provider=openrouter")]
    [InlineData("vision-under-1", "capability=vision&filter=input_price%20%3C%201")]
    public async Task A_shipped_view_lists_what_its_filter_says(string view, string query)
    {
        var listed = (await Http.GetJsonAsync($"/api/v1/views/{view}/models?page_size=1000")).Ids();

        Assert.Equal((await Http.GetJsonAsync($"/api/v1/models?page_size=1000&{query}")).Ids(), listed);
        Assert.Equal(view == "vision-under-1", listed.Length > 0);
    }

    [Fact]
    public async Task A_view_is_saved_listed_in_pages_edited_and_removed()
    {
        using var created = await Http.PutJsonAsync("/api/v1/views/mistrals", """{"description":"Ours","filter":"provider = mistral"}""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var all = (await Http.GetJsonAsync("/api/v1/views/mistrals/models?page_size=1000")).Ids();
        var pages = new List<string>();
        for (string? token = null; ;)
        {
            var page = await Http.GetJsonAsync($"/api/v1/views/mistrals/models?page_size=2&page_token={Uri.EscapeDataString(token ?? "")}");
            pages.AddRange(page.Ids());
            if (!page.TryGetProperty("next_page_token", out var next))
            {
                break;
            }

            token = next.GetString();
        }

        Assert.True(all.Length > 2);
        Assert.Equal(all, pages);

        using var edited = await Http.PutJsonAsync("/api/v1/views/mistrals", """{"filter":"provider = mistral and capability = vision"}""");
        Assert.Equal("Ours", (await edited.JsonAsync(HttpStatusCode.OK)).GetProperty("description").GetString());
        using var removed = await Http.DeleteAsync("/api/v1/views/mistrals");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/views/mistrals/models")).StatusCode);
        Assert.Equal(3, (await Http.GetJsonAsync("/api/v1/views/mistrals/history")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Being_used_counts_without_a_revision_or_history()
    {
        using var created = await Http.PutJsonAsync("/api/v1/views/counted", """{"filter":"priced = true"}""");
        var revision = await RevisionAsync();

        await Http.GetJsonAsync("/api/v1/views/counted/models");
        var first = await Http.GetJsonAsync("/api/v1/views/counted/models?page_size=1");
        await Http.GetJsonAsync($"/api/v1/views/counted/models?page_size=1&page_token={Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!)}");

        var used = (await Http.GetJsonAsync("/api/v1/views/counted")).GetProperty("used");
        Assert.Equal(2, used.GetProperty("listings").GetInt64());
        Assert.True(used.TryGetProperty("last_used", out _));
        Assert.Equal(revision, await RevisionAsync());
        Assert.Equal(1, (await Http.GetJsonAsync("/api/v1/views/counted/history")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Every_fault_is_named_with_position_and_suggestion_and_nothing_is_written()
    {
        var revision = await RevisionAsync();

        using var response = await Http.PutJsonAsync(
            "/api/v1/views/Bad_Name", """{"filter":"is_free = true and capabilty = vision and input_price ~ 1 and context_window > many and"}""");

        var errors = (await response.JsonAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.True(errors.TryGetProperty("name", out _));
        var faults = errors.GetProperty("filter").EnumerateArray().Select(fault => fault.GetString()!).ToArray();
        Assert.Collection(
            faults,
            fault => Assert.StartsWith("at 1: knows no field 'is_free'; did you mean 'free'?", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("at 20: knows no field 'capabilty'; did you mean 'capability'?", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("at 55: 'input_price' cannot be compared by '~'", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("at 80: 'many' is no value for 'context_window'", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("at 85: nothing follows 'and'", fault, StringComparison.Ordinal));
        Assert.Equal(revision, await RevisionAsync());
    }

    [Theory]
    [InlineData("free = true; DROP TABLE model_registry")]
    [InlineData("free = true OR 1=1")]
    [InlineData("1=1; --")]
    [InlineData("registry.is_free = true")]
    [InlineData("provider = (SELECT 1)")]
    [InlineData("\"free\" = true")]
    [InlineData("free \"=\" true")]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Sql_is_no_filter(string filter)
    {
        using var response = await Http.PutJsonAsync("/api/v1/views/sql", $$"""{"filter":{{System.Text.Json.JsonSerializer.Serialize(filter)}}}""");

        Assert.Equal(["filter"], await response.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/views/sql")).StatusCode);
    }

    [Theory]
    [InlineData("model_registry")]
    [InlineData("unified_models")]
    [InlineData("openrouterfree")]
    public async Task Names_with_a_meaning_are_taken(string name)
    {
        using var response = await Http.PutJsonAsync($"/api/v1/views/{name}", """{"filter":"free = true"}""");

        Assert.Equal(["name"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        using var created = await Http.PutJsonAsync("/api/v1/views/shared", """{"filter":"free = true"}""");
        var tag = created.Headers.ETag!.Tag;
        using var first = await Http.PutJsonAsync("/api/v1/views/shared", """{"filter":"free = false"}""", tag);
        using var second = await Http.PutJsonAsync("/api/v1/views/shared", """{"filter":"priced = true"}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal("free = false", (await Http.GetJsonAsync("/api/v1/views/shared")).GetProperty("filter").GetString());
    }

    private async Task<long> RevisionAsync() => await fixture.Database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
}
