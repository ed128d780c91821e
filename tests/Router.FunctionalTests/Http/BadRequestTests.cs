using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Http;

public sealed class BadRequestTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "line 1")]
    [InlineData("{\n  \"model\": nope}", "line 2")]
    [InlineData("[]", "object")]
    [InlineData("""{"model":"fast"}""", "messages")]
    [InlineData("""{"model":"fast","messages":[]}""", "messages")]
    [InlineData("""{"model":"fast","messages":[{"role":"nobody","content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"fast","messages":[{"role":"user","content":"hi"}],"stream":"yes"}""", "stream")]
    public async Task A_body_at_fault_is_refused_with_what_is_wrong(string body, string named)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostJsonAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_named_at_once()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostJsonAsync("""{"model":7,"messages":[{"role":"nobody","content":"hi"}],"stream":"yes"}""");

        var message = (await response.ErrorAsync()).GetProperty("message").GetString();
        Assert.All(["model", "messages[0].role", "stream"], field => Assert.Contains(field, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alpha/sim-smal", "alpha/sim-small")]
    [InlineData("nobody/at-all", "/v1/models")]
    public async Task An_unknown_model_is_not_found_and_the_way_out_is_named(string model, string wayOut)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.ChatAsync(model);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal("model_not_found", error.GetProperty("code").GetString());
        Assert.Equal("model", error.GetProperty("param").GetString());
        Assert.Contains(wayOut, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tier_that_the_catalog_lacks_is_not_found()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address) with { Tiers = [] });

        var response = await router.Http.ChatAsync("powerful");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("tier_not_found", (await response.ErrorAsync()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused(bool announced)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:RequestBodyLimit=2048");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"model":"fast","messages":[{"role":"user","content":"{{new string('a', 4096)}}"}]}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Chats.Path) { Content = content };
        request.Headers.TransferEncodingChunked = !announced;

        var response = await router.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("2048", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_just_under_ten_mebibytes_is_served()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        await using var router = await RouterUnderTest.StartAsync(snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { ContextWindow = 0 }],
        });
        var text = new string('a', (10 * 1024 * 1024) - 1024);

        var response = await router.Http.PostJsonAsync($$"""{"model":"fast","messages":[{"role":"user","content":"{{text}}"}]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json", "gzip")]
    public async Task What_is_not_plain_JSON_is_refused(string contentType, string? encoding)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var content = new StringContent(Chats.Body());
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        var response = await router.Http.PostAsync(new Uri(Chats.Path, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/models", "GET", "HEAD")]
    [InlineData("POST", "/v1/models/alpha/sim-small", "GET", "HEAD")]
    public async Task The_wrong_method_is_told_the_right_one(string method, string path, params string[] allowed)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, response.Content.Headers.Allow);
        Assert.Equal("method_not_allowed", (await response.ErrorAsync()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("POST", "/v1/audio/speech")]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("GET", "/v2/models")]
    public async Task An_unknown_address_is_told_the_known_ones(string method, string path)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(Chats.Path, (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
