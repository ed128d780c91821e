using System.Net;
using Catalog.FunctionalTests.Feeds;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>An endpoint nobody has heard of becomes callable with two calls.</summary>
public sealed class AddModelTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task An_openai_compatible_endpoint_and_its_model_reach_routers()
    {
        using var watcher = new Watcher(fixture.Host.Channel);
        await watcher.NextAsync();

        using var provider = await Http.PutJsonAsync(
            "/api/v1/providers/my-server", """{"profile":"openai-compatible","base_url":"http://127.0.0.1:8000/v1","api_key_environment":"MY_KEY"}""");
        using var model = await Http.PutJsonAsync(
            "/api/v1/models/my-server/org/my-model:7b",
            """{"capabilities":["chat","streaming","tools"],"context_window":32768,"prices":[{"input":0.15,"output":0.6}]}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (provider.StatusCode, model.StatusCode));
        await watcher.UntilAsync(catalog => catalog.Deployments.Any(row => row.Id.ToString() == "my-server/org/my-model:7b"));
        var deployment = watcher.Current.Deployments.Single(row => row.Id.ToString() == "my-server/org/my-model:7b");
        Assert.Equal(150_000_000, Assert.Single(deployment.Prices).Input.NanoDollarsPerMillion);
        Assert.Equal("MY_KEY", watcher.Current.Providers.Single(row => row.Id.Value == "my-server").ApiKeyEnvironment);
    }

    [Fact]
    public async Task A_name_with_slashes_is_read_raw_and_encoded()
    {
        await AddAsync("slashes", "a/b/c");

        Assert.Equal("slashes/a/b/c", (await Http.GetJsonAsync("/api/v1/models/slashes/a/b/c")).GetProperty("id").GetString());
        Assert.Equal("slashes/a/b/c", (await Http.GetJsonAsync("/api/v1/models/slashes/a%2Fb%2Fc")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_edit_of_a_name_with_encoded_slashes_edits_that_model()
    {
        await AddAsync("encoded", "a/b");

        using var edited = await Http.PutJsonAsync("/api/v1/models/encoded/a%2fb", """{"name":"Edited"}""");

        Assert.Equal("encoded/a/b", (await edited.JsonAsync(HttpStatusCode.OK)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_fault_is_listed_at_once_and_nothing_is_written()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/providers/Bad_Id",
            """{"profile":"telepathy","base_url":"ftp://user:secret@host","api_key_environment":"sk-123","headers":{"Authorization":"Bearer x"}}""");

        Assert.Equal(["api_key_environment", "base_url", "headers.Authorization", "id", "profile"], await response.FaultyFieldsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/providers/Bad_Id")).StatusCode);
    }

    [Fact]
    public async Task Faults_of_a_model_are_listed_at_once()
    {
        using var response = await Http.PutJsonAsync(
            "/api/v1/models/openai/new",
            """
            {"lifecycle":"young","context_window":-1,"capabilities":["telepathy"],
             "prices":[{"input":-1,"output":1},{"input":1,"output":2000000}]}
            """);

        Assert.Equal(
            ["capabilities", "context_window", "lifecycle", "prices", "prices[0].input", "prices[1].output"], await response.FaultyFieldsAsync());
    }

    [Theory]
    [InlineData("""{"prices":[{"input":"NaN","output":1}]}""")]
    [InlineData("""{"prices":[{"input":NaN,"output":1}]}""")]
    [InlineData("""{"prices":[{"output":1}]}""")]
    [InlineData("""{"contxt_window":5}""")]
    [InlineData("not json")]
    public async Task What_cannot_be_read_is_the_callers_fault(string body)
    {
        using var response = await Http.PutJsonAsync("/api/v1/models/openai/new", body);

        var problem = await response.JsonAsync(HttpStatusCode.BadRequest);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_an_unknown_provider_is_told_how_to_add_one()
    {
        using var response = await Http.PutJsonAsync("/api/v1/models/nobody/new", "{}");

        var problem = await response.JsonAsync(HttpStatusCode.NotFound);
        Assert.Contains("PUT /api/v1/providers/nobody", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_megabytes_of_json_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/models/openai/new")
        {
            Content = new StringContent($$"""{"name":"{{new string('x', 5 * 1024 * 1024)}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
        };
        request.Headers.ExpectContinue = true;

        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Only_the_fields_given_are_edited()
    {
        var before = await Http.GetJsonAsync("/api/v1/models/openai/gpt-5.2");

        using var response = await Http.PutJsonAsync("/api/v1/models/openai/gpt-5.2", """{"enabled":false}""");

        var after = await response.JsonAsync(HttpStatusCode.OK);
        Assert.False(after.GetProperty("enabled").GetBoolean());
        Assert.Equal(["enabled"], after.GetProperty("edited").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(before.GetProperty("context_window").GetInt32(), after.GetProperty("context_window").GetInt32());
        Assert.Equal(before.GetProperty("prices").GetArrayLength(), after.GetProperty("prices").GetArrayLength());
        Assert.Equal("curated", after.GetProperty("origin").GetString());
    }

    [Fact]
    public async Task An_edit_of_what_was_changed_meanwhile_is_refused()
    {
        await AddAsync("tags", "one");
        using var read = await Http.GetAsync("/api/v1/models/tags/one");
        var tag = read.Headers.ETag!.ToString();

        using var first = await Http.PutJsonAsync("/api/v1/models/tags/one", """{"name":"First"}""", tag);
        using var second = await Http.PutJsonAsync("/api/v1/models/tags/one", """{"name":"Second"}""", tag);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.NotEqual(tag, first.Headers.ETag!.ToString());
        Assert.Equal("First", (await Http.GetJsonAsync("/api/v1/models/tags/one")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Of_concurrent_edits_with_one_tag_one_wins()
    {
        await AddAsync("race", "one");
        using var read = await Http.GetAsync("/api/v1/providers/race");
        var tag = read.Headers.ETag!.ToString();

        var edits = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => Http.PutJsonAsync("/api/v1/providers/race", $$"""{"name":"N{{number}}"}""", tag)));

        Assert.Single(edits, edit => edit.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, edits.Count(edit => edit.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task What_a_tier_uses_cannot_be_removed()
    {
        using var model = await Http.DeleteAsync("/api/v1/models/openai/gpt-5.2");
        using var provider = await Http.DeleteAsync("/api/v1/providers/openai");

        var problem = await model.JsonAsync(HttpStatusCode.Conflict);
        Assert.Contains("the tier fast", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, provider.StatusCode);
    }

    [Fact]
    public async Task A_provider_nothing_refers_to_goes_with_its_models()
    {
        await AddAsync("leaving", "one");

        using var removed = await Http.DeleteAsync("/api/v1/providers/leaving");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/v1/models/leaving/one")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.DeleteAsync("/api/v1/providers/leaving")).StatusCode);
    }

    [Fact]
    public async Task A_price_taken_back_leaves_the_model_unpriced_and_its_history_whole()
    {
        await AddAsync("prices", "one");
        using var priced = await Http.PutJsonAsync("/api/v1/models/prices/one", """{"prices":[{"input":2,"output":3,"source":"a letter"}]}""");
        Assert.Equal(0.002m, (await priced.JsonAsync(HttpStatusCode.OK)).GetProperty("cost_per_1k").GetDecimal());

        using var unpriced = await Http.PutJsonAsync("/api/v1/models/prices/one", """{"prices":[]}""");

        Assert.False((await unpriced.JsonAsync(HttpStatusCode.OK)).TryGetProperty("cost_per_1k", out _));
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>("SELECT count(*) FROM prices WHERE provider_id = 'prices'"));
    }

    [Fact]
    public async Task What_was_known_of_a_price_at_a_time_can_be_asked()
    {
        await AddAsync("times", "one");
        using var first = await Http.PutJsonAsync("/api/v1/models/times/one", """{"prices":[{"input":2,"output":3}]}""");
        var then = await fixture.Database.ScalarAsync<DateTime>("SELECT clock_timestamp()");
        using var second = await Http.PutJsonAsync("/api/v1/models/times/one", """{"prices":[{"input":20,"output":30}]}""");

        Assert.Equal(2, await InputAsync($"?as_of={then:yyyy-MM-ddTHH:mm:ss.ffffffZ}"));
        Assert.Equal(20, await InputAsync(""));

        async Task<decimal> InputAsync(string query) =>
            (await Http.GetJsonAsync($"/api/v1/models/times/one{query}")).GetProperty("prices")[0].GetProperty("input").GetDecimal();
    }

    private async Task AddAsync(string provider, string model)
    {
        using var added = await Http.PutJsonAsync($"/api/v1/providers/{provider}", """{"profile":"openai-compatible","base_url":"http://127.0.0.1:8000/v1"}""");
        using var described = await Http.PutJsonAsync($"/api/v1/models/{provider}/{model}", """{"name":"One"}""");
        Assert.Equal(HttpStatusCode.Created, described.StatusCode);
    }
}
