using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Ollama;

public sealed class OllamaEmbedTests
{
    private const string Path = "/api/embed";

    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task Rule_35_texts_become_arrays_of_numbers(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, """{"model":"sim-small","input":["a","b"],"dimensions":3}""");
        var answer = await response.JsonAsync();

        Assert.Equal([3, 3], answer.GetProperty("embeddings").EnumerateArray().Select(vector => vector.GetArrayLength()));
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
        Assert.True(answer.GetProperty("prompt_eval_count").GetInt32() > 0);
        Assert.True(answer.GetProperty("total_duration").GetInt64() >= 0);
        Assert.Equal("sim-small", response.Header("x-routing-model"));
    }

    [Theory]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task The_older_route_has_one_text_and_one_vector(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile).ThatEmbed());

        var answer = await (await router.Http.PostToAsync("/api/embeddings", """{"model":"sim-small","prompt":"a"}""")).JsonAsync();
        var several = await router.Http.PostToAsync("/api/embeddings", """{"model":"sim-small","prompt":["a","b"]}""");

        Assert.True(answer.GetProperty("embedding").GetArrayLength() > 0);
        Assert.Equal(HttpStatusCode.BadRequest, several.StatusCode);
    }

    [Theory]
    [InlineData("""{"model":"sim-small"}""", 400, "input")]
    [InlineData("""{"model":"sim-small","input":[]}""", 400, "input")]
    [InlineData("""{"model":7,"input":[1]}""", 400, "model")]
    [InlineData("""{"model":"nobody","input":"a"}""", 404, "nobody")]
    public async Task What_is_at_fault_is_said_in_a_text(string body, int status, string named)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(named, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_providers_failure_is_said_in_a_text()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(500));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, """{"model":"sim-small","input":"a"}""");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }
}
