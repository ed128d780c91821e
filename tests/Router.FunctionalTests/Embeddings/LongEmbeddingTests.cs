using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Embeddings;

/// <summary>Many texts and their vectors make no objects that only a collection of everything frees, forwarded or translated.</summary>
public sealed class LongEmbeddingTests
{
    private const int Dimensions = 128;

    private static readonly string[] Texts = [.. Enumerable.Range(0, 500).Select(static number => $"{number:d3}{new string('a', 1_800)}")];

    [Theory]
    [InlineData("openai-compatible", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task Nothing_large_is_made_of_texts_and_vectors(string profile, string root)
    {
        await using var simulator = await ProviderSimulator.StartAsync(new() { RecordedRequests = 0 });
        await using var router = await WatchedRouter.StartAsync(Catalogs.Of(new Uri(simulator.Address, root), profile).ThatAlsoEmbed());

        foreach (var (path, form) in new[] { ("/v1/embeddings", "base64"), ("/api/embed", "") })
        {
            var body = JsonSerializer.Serialize(new { model = "alpha/sim-small", input = Texts, dimensions = Dimensions, encoding_format = form });
            await router.AssertNothingLargeAsync(path + form, async () =>
            {
                using var answer = await router.Http.PostToAsync(path, form.Length > 0 ? body : body.Replace(",\"encoding_format\":\"\"", "", StringComparison.Ordinal));
                Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 300_000, 1_000_000);
            });
        }

        await router.AssertNothingLargeAsync("grpc", async () =>
        {
            var answer = await router.Grpc.EmbedAsync(new() { Model = "alpha/sim-small", Input = { Texts }, Dimensions = Dimensions });
            Assert.Equal(Texts.Length, answer.Embeddings.Count);
            Assert.All(answer.Embeddings, static embedding => Assert.Equal(Dimensions, embedding.Values.Count));
        });
    }
}
