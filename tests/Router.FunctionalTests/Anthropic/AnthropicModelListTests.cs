using System.Text.Json;
using Router.FunctionalTests.Running;

namespace Router.FunctionalTests.Anthropic;

public sealed class AnthropicModelListTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Theory]
    [InlineData("anthropic-version", "2023-06-01")]
    [InlineData("x-api-key", "k")]
    public async Task Rule_30_callers_of_anthropics_api_get_its_shape(string header, string value)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var list = await (await GetAsync(router, "/v1/models", (header, value))).JsonAsync();
        var model = await (await GetAsync(router, "/v1/models/alpha/sim-small", (header, value))).JsonAsync();

        var models = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["auto", "fast", "balanced", "powerful", "alpha/sim-small"], models.Select(Id));
        Assert.All(models, one =>
        {
            Assert.Equal("model", one.GetProperty("type").GetString());
            Assert.True(one.GetProperty("created_at").TryGetDateTimeOffset(out _));
            Assert.NotEmpty(one.GetProperty("display_name").GetString()!);
        });
        Assert.Equal((100_000, 8_000), (model.GetProperty("max_input_tokens").GetInt32(), model.GetProperty("max_tokens").GetInt32()));
        Assert.False(list.GetProperty("has_more").GetBoolean());
        Assert.Equal(("auto", "alpha/sim-small"), (list.GetProperty("first_id").GetString(), list.GetProperty("last_id").GetString()));
    }

    [Fact]
    public async Task The_list_comes_in_pages_when_asked()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var first = await (await GetAsync(router, "/v1/models?limit=3", ("anthropic-version", "2023-06-01"))).JsonAsync();
        var rest = await (await GetAsync(router, "/v1/models?limit=3&after_id=balanced", ("anthropic-version", "2023-06-01"))).JsonAsync();

        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.Equal(["auto", "fast", "balanced"], first.GetProperty("data").EnumerateArray().Select(Id));
        Assert.Equal(["powerful", "alpha/sim-small"], rest.GetProperty("data").EnumerateArray().Select(Id));
        Assert.False(rest.GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task An_unknown_model_is_not_found()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var response = await GetAsync(router, "/v1/models/nobody", ("anthropic-version", "2023-06-01"));

        Assert.Equal("not_found_error", (await response.MessageErrorAsync()).GetProperty("type").GetString());
    }

    private static Task<HttpResponseMessage> GetAsync(RouterUnderTest router, string path, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return router.Http.SendAsync(request);
    }

    private static string? Id(JsonElement model) => model.GetProperty("id").GetString();
}
