using System.Net;
using System.Text;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>What makes no sense is answered with problem details that list every fault, and nothing of it is written.</summary>
public sealed class BadInputTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private HttpClient Http => fixture.Host.Http;

    [Theory]
    [InlineData("PUT", "views/x", """{"filter":"free = true","filter":"free = false","description":1}""", "description filter")]
    [InlineData("PUT", "views/x", """{"fitler":"free = true","descripton":"x"}""", "descripton fitler")]
    [InlineData("PUT", "views/x", """{"filter":"nonsense = 1 and SELECT 1"}""", "filter")]
    [InlineData("PUT", "presets/x", """{"selector":"fast","parameters":{"temprature":1,"max_tokens":"many"},"requirements":[]}""", "parameters.max_tokens parameters.temprature requirements")]
    [InlineData("PUT", "models/openai/gpt-5.2", """{"prices":[{"input":-1,"output":0.0000000001},{"input":100001,"output":1,"context_over":-1}]}""", "prices[0].input prices[0].output prices[1].context_over prices[1].input")]
    [InlineData("PUT", "models/openai/gpt-5.2", """{"prices":[{"input":1e400,"output":1},{"input":"NaN"}],"nmae":"x"}""", "nmae prices[0].input prices[1].input prices[1].output")]
    [InlineData("PUT", "tiers/fast", """{"entries":["openai/none"],"max_tokens":-1,"temperature":9}""", "entries max_tokens temperature")]
    [InlineData("PUT", "settings", """{"active_table_name":"no-such-view","agent_share":4}""", "active_table_name agent_share")]
    [InlineData("POST", "import/catalog?dry_run=false", """{"format":"x","deployments":[{"provider_id":"nobody","model_id":"m","origin":"?","specs":{}}],"views":[{"name":"B","filter":"x"}]}""", "deployments[0].origin deployments[0].provider_id format views[0].filter views[0].name")]
    [InlineData("POST", "import/catalog?dry_run=false", """{"format":"aspire-routing-catalog/1","tires":[],"aliases":[{"name":"a"}],"prices":[{"input":1e400}]}""", "aliases[0].target prices[0].input prices[0].model_id prices[0].origin prices[0].output prices[0].provider_id tires")]
    public async Task Every_fault_is_listed_by_field(string method, string path, string body, string fields)
    {
        var digest = await DigestAsync();

        using var response = await Http.SendJsonAsync(new HttpMethod(method), $"/api/v1/{path}", body);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Superset(fields.Split(' ').ToHashSet(), (await response.FaultyFieldsAsync()).ToHashSet());
        Assert.Equal(digest, await DigestAsync());
    }

    [Theory]
    [InlineData("PUT", "models/nobody/some-model", """{"name":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("PUT", "views/x", "{\"filter\":", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "views/x", "", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "views/x", "{\"filter\":NaN}", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "views/x", "{\"filter\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "import/price-map", "[1,2", HttpStatusCode.BadRequest)]
    [InlineData("POST", "import/price-map", "[]", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_read_is_a_problem(string method, string path, string? body, HttpStatusCode expected)
    {
        var digest = await DigestAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await Http.SendAsync(request);

        Assert.Equal((expected, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(digest, await DigestAsync());
    }

    [Theory]
    [InlineData("PUT", "views/x")]
    [InlineData("PUT", "models/openai/gpt-5.2")]
    [InlineData("POST", "import/price-map?dry_run=false")]
    [InlineData("POST", "import/catalog?dry_run=false")]
    public async Task Too_much_too_deep_or_of_another_kind_is_a_problem(string method, string path)
    {
        var digest = await DigestAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync($$"""{"filter":"{{new string('x', 5 * 1024 * 1024)}}"}""", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(string.Concat(Enumerable.Repeat("{\"a\":", 5_000)), "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync("{}", "text/plain"));
        Assert.Equal(digest, await DigestAsync());

        async Task<HttpStatusCode> SendAsync(string body, string type)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}") { Content = new StringContent(body, Encoding.UTF8, type) };

            // Else the answer may come while the body is still on its way, and be lost.
            request.Headers.ExpectContinue = true;
            using var response = await Http.SendAsync(request);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            return response.StatusCode;
        }
    }

    private Task<string> DigestAsync() => fixture.Database.ScalarAsync<string>(
        """
        SELECT md5(string_agg(row, '|' ORDER BY row) || (SELECT revision FROM catalog_revision))
        FROM (
            SELECT to_jsonb(r)::text AS row FROM providers r UNION ALL SELECT to_jsonb(r)::text FROM models r
            UNION ALL SELECT to_jsonb(r)::text FROM model_registry r UNION ALL SELECT to_jsonb(r)::text FROM prices r
            UNION ALL SELECT to_jsonb(r)::text FROM tiers r UNION ALL SELECT to_jsonb(r)::text FROM aliases r
            UNION ALL SELECT to_jsonb(r)::text FROM families r UNION ALL SELECT to_jsonb(r)::text FROM views r
            UNION ALL SELECT to_jsonb(r)::text FROM presets r UNION ALL SELECT to_jsonb(r)::text FROM orchestrator_config r
        ) AS rows
        """);
}
