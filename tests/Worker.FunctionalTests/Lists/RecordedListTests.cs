using Simulation;
using Simulation.Scripting;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Lists;

public sealed class RecordedListTests
{
    [Theory]
    [InlineData("openai", "v1")]
    [InlineData("groq", "openai/v1")]
    [InlineData("mistral", "v1")]
    [InlineData("openrouter", "api/v1")]
    [InlineData("kimi", "v1")]
    [InlineData("deepseek", "v1")]
    [InlineData("openai-compatible", "v1")]
    public async Task A_list_in_one_piece_becomes_what_is_expected(string profile, string root)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For(path: $"/{root}/models").Always(Answer($"{profile}.json"));

        await AssertBecomesAsync(profile, new Uri(upstream.Address, root));
    }

    [Theory]
    [InlineData("gemini", "v1beta", "pageToken=Cg1tb2RlbHMvcGFnZTI%3D")]
    [InlineData("anthropic", "v1", "after_id=claude-opus-4-6")]
    public async Task A_list_in_pages_becomes_what_is_expected(string profile, string root, string second)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For(path: $"/{root}/models?{second}").Always(Answer($"{profile}.2.json"));
        upstream.For(path: $"/{root}/models").Always(Answer($"{profile}.1.json"));

        await AssertBecomesAsync(profile, new Uri(upstream.Address, root));
    }

    [Fact]
    public async Task Ollamas_list_and_descriptions_become_what_is_expected()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For(path: "/api/tags").Always(Answer("ollama.tags.json"));
        upstream.For("qwen3:8b", "/api/show").Always(Answer("ollama.show.1.json"));
        upstream.For("nomic-embed-text:latest", "/api/show").Always(Answer("ollama.show.2.json"));
        upstream.For("gpt-oss:120b-cloud", "/api/show").Always(Answer("ollama.show.3.json"));
        upstream.For("just-removed:latest", "/api/show").Always(Reply.Raw("""{"error":"model 'just-removed:latest' not found"}""", "application/json", 404));

        await AssertBecomesAsync("ollama", upstream.Address);
    }

    private static async Task AssertBecomesAsync(string profile, Uri address)
    {
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider(profile, address, profile: profile)));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        var became = catalog.Synced.First().Models;
        Assert.Equal(await File.ReadAllLinesAsync(Fixture($"{profile}.expected.txt")), became.Select(ModelLine.Of));
        Assert.All(became, model => Assert.Contains(model.Model.Split('/')[^1], model.ProviderData, StringComparison.Ordinal));
    }

    private static Reply Answer(string file) => Reply.Raw(File.ReadAllText(Fixture(file)), "application/json");

    private static string Fixture(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);
}
