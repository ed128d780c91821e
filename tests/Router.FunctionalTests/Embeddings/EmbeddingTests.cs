using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Embeddings;

public sealed class EmbeddingTests
{
    private const string Path = "/v1/embeddings";
    private const string HalfAndMinusTwo = "AAAAPwAAAMA=";

    [Theory]
    [InlineData("openai-compatible", "/v1", "/v1/embeddings")]
    [InlineData("gemini", "/v1beta", "/v1beta/models/sim-small:batchEmbedContents")]
    [InlineData("ollama", "/", "/api/embed")]
    public async Task Rule_20_every_upstream_gives_numbers_or_base64_as_asked(string profile, string root, string path)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile).ThatEmbed());

        var numbers = await router.Http.PostToAsync(Path, """{"model":"alpha/sim-small","input":["a","b"],"dimensions":3,"encoding_format":"float"}""");
        var base64 = await router.Http.PostToAsync(Path, """{"model":"alpha/sim-small","input":["a","b"],"dimensions":3,"encoding_format":"base64"}""");

        Assert.Equal(HttpStatusCode.OK, numbers.StatusCode);
        var answer = await numbers.JsonAsync();
        Assert.Equal("list", answer.GetProperty("object").GetString());
        Assert.Equal([0, 1], answer.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.True(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
        var vectors = VectorsOf(answer);
        Assert.All(vectors, vector => Assert.Equal(3, vector.Length));
        Assert.NotEqual(vectors[0], vectors[1]);
        Assert.Equal(vectors, VectorsOf(await base64.JsonAsync()));
        Assert.All(upstream.Requests, request => Assert.Equal(path, request.Path));
        Assert.Equal("alpha", numbers.Header("x-routing-provider"));
        Assert.Equal("sim-small", numbers.Header("x-routing-model"));
        Assert.Matches("^[0-9a-f]{32}$", numbers.Header("x-request-id"));
    }

    [Fact]
    public async Task The_longest_text_must_fit_and_all_of_them_cost()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address).ThatEmbed();
        await using var router = await RouterUnderTest.StartAsync(snapshot with { Deployments = [snapshot.Deployments[0] with { ContextWindow = 1_000 }] });
        var text = string.Concat(Enumerable.Repeat("word ", 500));
        var one = $$"""{"model":"fast","input":["{{text}}"]}""";
        var ten = $$"""{"model":"fast","input":[{{string.Join(',', Enumerable.Repeat($"\"{text}\"", 10))}}]}""";
        var long_ = $$"""{"model":"fast","input":["{{text}}{{text}}{{text}}"]}""";

        // About 600 tokens at 0.15 dollars a million: 0.00009 dollars for one.
        (string, string) most = ("x-routing-max-cost-usd", "0.0002");
        var cheap = await router.Http.PostToAsync(Path, one, most);
        var dear = await router.Http.PostToAsync(Path, ten, most);
        var many = await router.Http.PostToAsync(Path, ten);
        var tooLong = await router.Http.PostToAsync(Path, long_);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (cheap.StatusCode, many.StatusCode));
        Assert.Contains("max cost", (await dear.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("no_usable_model", (await tooLong.ErrorAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_bytes_of_the_same_format_stay_but_for_the_model()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var raw = """{ "object":"list","data":[{"embedding":[0.50,-2e0],"odd":1}],"usage":{"prompt_tokens":2,"total_tokens":2} }""";
        upstream.Replies(Reply.Raw(raw, "application/json"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, """{ "model":"sim-small","input":[1, 2],"odd":{}}""");

        Assert.Equal(raw, await response.Content.ReadAsStringAsync());
        Assert.Equal("""{ "model":"sim-small","input":[1, 2],"odd":{}}""", Assert.Single(upstream.Requests).Body);
    }

    [Fact]
    public async Task A_provider_that_ignores_the_encoding_is_set_right()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Json(new { data = new[] { new { embedding = new[] { 0.5, -2 } } } }));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, """{"model":"sim-small","input":"a","encoding_format":"base64"}""");

        Assert.Equal(HalfAndMinusTwo, (await response.JsonAsync()).GetProperty("data")[0].GetProperty("embedding").GetString());
    }

    [Fact]
    public async Task The_ledger_has_what_it_took()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Json(new { data = new[] { new { embedding = new[] { 0.5 } } }, usage = new { prompt_tokens = 1_000_000, total_tokens = 1_000_000 } }));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        await router.Http.PostToAsync(Path, """{"model":"sim-small","input":"a"}""");
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var row = Assert.Single(router.Ledger().Attempts);
        Assert.Equal(("embeddings", "ok", 1_000_000, 0), (row.Purpose, row.Outcome, row.InputTokens, row.OutputTokens));
        Assert.Equal(150_000_000, row.CostNanos);
        Assert.Equal("ok", Assert.Single(router.Ledger().Decisions).Outcome);
    }

    [Theory]
    [InlineData("""{"model":"sim-small","input":[]}""", "input")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format")]
    public async Task A_fault_of_the_caller_is_named(string body, string field)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var response = await router.Http.PostToAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.ErrorAsync()).GetProperty("param").GetString());
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData("openai-compatible", "\"a\"", "does not offer embeddings")]
    [InlineData("anthropic", "\"a\"", "anthropic has no embeddings")]
    [InlineData("ollama", "[1,2]", "ollama has no embeddings of what the request sends")]
    public async Task What_cannot_embed_is_left_out_with_the_reason(string profile, string input, string reason)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address, profile);
        await using var router = await RouterUnderTest.StartAsync(profile == "ollama" ? snapshot.ThatEmbed() : snapshot);

        var response = await router.Http.PostToAsync(Path, $$"""{"model":"alpha/sim-small","input":{{input}}}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(reason, (await response.ErrorAsync()).GetProperty("exclusions")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_short_inputs_are_not_taken_for_a_long_one()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address).ThatEmbed();
        snapshot = snapshot with { Deployments = [snapshot.Deployments[0] with { ContextWindow = 500 }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var many = await router.Http.PostToAsync(Path, JsonSerializer.Serialize(new { model = "sim-small", input = Enumerable.Repeat(new string('x', 400), 50) }));
        var longer = await router.Http.PostToAsync(Path, JsonSerializer.Serialize(new { model = "sim-small", input = new string('x', 20_000) }));

        Assert.True(many.IsSuccessStatusCode, await many.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, longer.StatusCode);
    }

    [Fact]
    public async Task Models_that_embed_are_listed()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        Assert.Contains("\"alpha/sim-small\"", await router.Http.GetStringAsync("/v1/models"), StringComparison.Ordinal);
    }

    private static float[][] VectorsOf(JsonElement answer) => [.. answer.GetProperty("data").EnumerateArray().Select(item => VectorOf(item.GetProperty("embedding")))];

    private static float[] VectorOf(JsonElement vector) => vector.ValueKind == JsonValueKind.Array
        ? [.. vector.EnumerateArray().Select(number => number.GetSingle())]
        : [.. vector.GetBytesFromBase64().Chunk(sizeof(float)).Select(bytes => BitConverter.ToSingle(bytes))];
}
