using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Ollama;

public sealed class OllamaModelTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Fact]
    public async Task Rule_35_the_tags_are_the_models_that_can_be_called()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        await using var router = await RouterUnderTest.StartAsync(snapshot with { Providers = [snapshot.Providers[0] with { Enabled = false }, snapshot.Providers[1]] });

        var tags = await (await router.Http.GetAsync(new Uri("/api/tags", UriKind.Relative))).JsonAsync();

        var models = tags.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["auto", "fast", "balanced", "powerful", "beta/sim-medium"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.All(models, model =>
        {
            Assert.Equal(model.GetProperty("name").GetString(), model.GetProperty("model").GetString());
            Assert.True(model.GetProperty("modified_at").TryGetDateTimeOffset(out _));
            Assert.True(model.GetProperty("size").TryGetInt64(out _));
            Assert.Equal(64, model.GetProperty("digest").GetString()!.Length);
            Assert.All(
                ["family", "parameter_size", "quantization_level"],
                name => Assert.Equal(JsonValueKind.String, model.GetProperty("details").GetProperty(name).ValueKind));
        });
    }

    [Theory]
    [InlineData("model")]
    [InlineData("name")]
    public async Task A_model_says_what_it_can_do(string member)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var shown = await (await router.Http.PostToAsync("/api/show", $$"""{"{{member}}":"alpha/sim-small"}""")).JsonAsync();

        Assert.Equal(["completion", "tools"], shown.GetProperty("capabilities").EnumerateArray().Select(word => word.GetString()));
        var info = shown.GetProperty("model_info");
        Assert.Equal(100_000, info.GetProperty(info.GetProperty("general.architecture").GetString() + ".context_length").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"\ud800"}""", HttpStatusCode.BadRequest)]
    public async Task A_model_that_is_not_there_is_not_shown(string body, HttpStatusCode status)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var response = await router.Http.PostToAsync("/api/show", body);

        Assert.Equal(status, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Clients_see_that_somebody_is_there()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var root = await router.Http.GetAsync(new Uri("/", UriKind.Relative));
        var head = await router.Http.SendAsync(new(HttpMethod.Head, "/"));
        var version = await (await router.Http.GetAsync(new Uri("/api/version", UriKind.Relative))).JsonAsync();

        Assert.Equal("Ollama is running", await root.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(Version.TryParse(version.GetProperty("version").GetString(), out _));
    }

    [Theory]
    [InlineData("/api/generate", """{"model":"fast"}""", "load")]
    [InlineData("/api/generate", """{"model":"fast","prompt":"","keep_alive":0}""", "unload")]
    [InlineData("/api/chat", """{"model":"fast","messages":[],"stream":false}""", "load")]
    public async Task Who_asks_nothing_is_told_that_the_model_is_there(string path, string body, string reason)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(path, body);
        var unknown = await router.Http.PostToAsync(path, body.Replace("fast", "nobody/none", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.JsonAsync();
        Assert.Equal(("fast", true, reason), (answer.GetProperty("model").GetString(), answer.GetProperty("done").GetBoolean(), answer.GetProperty("done_reason").GetString()));
        Assert.NotEqual(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal(0, upstream.Counters.Requests);
    }
}
