using Grpc.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Embeddings;

/// <summary>Vectors that are given again without a call.</summary>
public sealed class CachedEmbeddingTests
{
    private const string OpenAi = "/v1/embeddings";
    private const string Ollama = "/api/embed";
    private const string Body = """{"model":"fast","input":["a","b"]}""";
    private static readonly (string, string) On = ("x-routing-cache", "on");

    [Theory]
    [InlineData(OpenAi, "openai-compatible", "/v1")]
    [InlineData(OpenAi, "gemini", "/v1beta")]
    [InlineData(OpenAi, "ollama", "/")]
    [InlineData(Ollama, "openai-compatible", "/v1")]
    [InlineData(Ollama, "ollama", "/")]
    public async Task The_same_texts_are_given_the_same_vectors_without_a_call(string path, string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, root), profile).ThatEmbed());

        var first = await router.Http.PostToAsync(path, Body, On);
        var second = await router.Http.PostToAsync(path, """{"input":["a", "b"],"model":"fast"}""", On);

        Assert.Equal(("miss", "1", "hit", "0"), (first.Header("x-routing-cache"), first.Header("x-routing-attempts"), second.Header("x-routing-cache"), second.Header("x-routing-attempts")));
        Assert.Equal(VectorsOf(path, await first.Content.ReadAsStringAsync()), VectorsOf(path, await second.Content.ReadAsStringAsync()));
        Assert.Equal(1, upstream.Counters.Requests);
        await Eventually.Is(() => router.Ledger().Decisions.Count() == 2);
        // Each is booked a moment after its caller has it.
        Assert.Equal([("cached", 0), ("ok", 1)], router.Ledger().Decisions.Select(row => (row.Outcome, row.Attempts)).Order());
        Assert.Single(router.Ledger().Attempts);
    }

    [Fact]
    public async Task So_they_are_over_gRPC()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());
        using var first = router.Client().EmbedAsync(new() { Model = "fast", Input = { "a", "b" } }, new Metadata { { "x-routing-cache", "on" } });
        var vectors = (await first.ResponseAsync).Embeddings;

        using var second = router.Client().EmbedAsync(new() { Model = "fast", Input = { "a", "b" } }, new Metadata { { "x-routing-cache", "on" } });

        Assert.Equal(vectors, (await second.ResponseAsync).Embeddings);
        Assert.Equal(("miss", "hit"), (first.GetTrailers().GetValue("x-routing-cache"), second.GetTrailers().GetValue("x-routing-cache")));
        Assert.Equal(1, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData("""{"model":"fast","input":["b","a"]}""")]
    [InlineData("""{"model":"fast","input":"a"}""")]
    [InlineData("""{"model":"fast","input":["a","b"],"dimensions":3}""")]
    [InlineData("""{"model":"fast","input":["a","b"],"encoding_format":"base64"}""")]
    [InlineData("""{"model":"beta/sim-medium","input":["a","b"]}""")]
    public async Task Others_are_not(string body)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address).ThatEmbed());
        await router.Http.PostToAsync(OpenAi, Body, On);

        var other = await router.Http.PostToAsync(OpenAi, body, On);

        Assert.Equal("miss", other.Header("x-routing-cache"));
        Assert.Equal(2, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Many_at_once_share_one_call()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Json(new { data = new[] { new { index = 0, embedding = new[] { 0.5, -2 } } }, usage = new { prompt_tokens = 1, total_tokens = 1 } }) with { LatencyMs = 300 });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address).ThatEmbed());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => router.Http.PostToAsync(OpenAi, """{"model":"fast","input":"a"}""", On)));

        Assert.All(answers, static answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.Equal(1, upstream.Counters.Requests);
        Assert.Equal(19, answers.Count(static answer => answer.Header("x-routing-cache") == "hit"));
    }

    [Fact]
    public async Task One_key_never_sees_what_another_asked()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var caller = new Caller { KeyId = "one", ResponseCache = true };
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address).ThatEmbed(), services => services.AddSingleton<IStartupFilter>(new CallerStub(() => caller)));
        await router.Http.PostToAsync(OpenAi, Body);
        var own = await router.Http.PostToAsync(OpenAi, Body);

        caller = caller with { KeyId = "two" };
        var others = await router.Http.PostToAsync(OpenAi, Body);

        Assert.Equal(("hit", "miss"), (own.Header("x-routing-cache"), others.Header("x-routing-cache")));
    }

    // Ollama's answers say how long they took.
    private static string VectorsOf(string path, string answer) =>
        path == Ollama ? answer[..answer.IndexOf("]]", StringComparison.Ordinal)] : answer;
}
