using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Curated;
using Catalog.Api.Sync.Inference;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Routing.Catalog;

namespace Catalog.FunctionalTests.Sync;

/// <summary>What rules infer from names, and when it is believed.</summary>
public sealed class InferenceTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly InferenceRules Rules = CuratedCatalog.LoadInferenceRules();

    [Theory]
    [InlineData("text-embedding-3-large", "embeddings")]
    [InlineData("models/gemini-embedding-001", "embeddings")]
    [InlineData("nomic-embed-text:latest", "embeddings")]
    [InlineData("BAAI/bge-m3", "embeddings")]
    [InlineData("mxbai-embed-large", "embeddings")]
    [InlineData("whisper-large-v3-turbo", "audio")]
    [InlineData("gpt-4o-transcribe", "audio vision")]
    [InlineData("gpt-4o-mini-tts", "vision")]
    [InlineData("tts-1-hd", "")]
    [InlineData("canopylabs/orpheus-v1-english", "")]
    [InlineData("playai-tts", "")]
    [InlineData("dall-e-3", "")]
    [InlineData("gpt-image-1", "")]
    [InlineData("black-forest-labs/flux-1.1-pro", "")]
    [InlineData("imagen-4.0-generate-001", "")]
    [InlineData("sora-2", "")]
    [InlineData("veo-3.1-generate-preview", "")]
    [InlineData("cohere/rerank-v3.5", "")]
    [InlineData("omni-moderation-latest", "")]
    [InlineData("meta-llama/llama-guard-4-12b", "")]
    [InlineData("openai/gpt-oss-safeguard-20b", "")]
    [InlineData("mistral-ocr-latest", "vision")]
    [InlineData("gpt-realtime", "audio")]
    [InlineData("davinci-002", "")]
    public void Models_that_cannot_chat_are_not_taken_for_chat(string model, string capabilities)
    {
        var believed = CapabilityNames.ParseKnown(Rules.BelievedCapabilities(Rules.Infer(model)));

        Assert.False(believed.HasFlag(Capabilities.Chat), $"{believed}");
        Assert.Subset(
            capabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
            CapabilityNames.Of(believed).Except(["tools", "reasoning", "json_schema"]).ToHashSet());
    }

    [Theory]
    [InlineData("llama-3.3-70b-versatile", "chat streaming tools", "llama", "medium")]
    [InlineData("qwen/qwen2.5-vl-7b-instruct", "chat streaming tools vision", "qwen", "small")]
    [InlineData("deepseek-ai/DeepSeek-R1", "chat streaming reasoning", "deepseek", null)]
    [InlineData("deepseek-r1-distill-llama-70b", "chat streaming reasoning", "deepseek-distill", "medium")]
    [InlineData("qwen3-235b-a22b-thinking-2507", "chat streaming tools reasoning", "qwen", "large")]
    [InlineData("mistralai/mixtral-8x7b-instruct", "chat streaming", "mistral", "medium")]
    [InlineData("codestral-2501", "chat streaming", "mistral", null)]
    [InlineData("gpt-4o-mini", "chat streaming tools vision", "gpt", "small")]
    [InlineData("anthropic/claude-3.5-haiku", "chat streaming tools vision", "claude", "small")]
    [InlineData("moonshotai/kimi-k2-instruct", "chat streaming tools", "kimi", null)]
    [InlineData("some-model-of-ours", "chat streaming", null, null)]
    public void Names_say_what_a_chat_model_does(string model, string capabilities, string? family, string? size)
    {
        var inferred = Rules.Infer(model);

        Assert.Equal(capabilities.Split(' '), CapabilityNames.Of(CapabilityNames.ParseKnown(Rules.BelievedCapabilities(inferred))));
        Assert.Equal((family, size), (inferred.Family?.Value, inferred.SizeClass?.Value));
    }

    [Fact]
    public void Code_is_inferred_for_people_to_see() =>
        Assert.Equal(new Inferred<string>("code", "code-name", 0.93m), Rules.Infer("qwen/qwen3-coder-30b").Capabilities.Single(found => found.Value == "code"));

    [Theory]
    [InlineData("moonshot-v1-128k", 131_072)]
    [InlineData("mistral-7b-32k", 32_768)]
    [InlineData("gpt-9", null)]
    public void Names_say_how_much_fits(string model, int? tokens) => Assert.Equal(tokens, Rules.Infer(model).ContextWindow?.Value);

    [Fact]
    public void Every_rule_has_its_own_name_a_reason_and_a_confidence()
    {
        Assert.Equal(Rules.Rules.Length, Rules.Rules.Select(rule => rule.Name).Distinct().Count());
        Assert.All(Rules.Rules, rule => Assert.True(rule.Confidence is > 0 and <= 1 && rule.Why.Length > 5, rule.Name));
    }

    [Fact]
    public void A_long_hostile_name_is_read_at_once() => Assert.NotNull(Rules.Infer(new string('-', 100_000) + "8x"));

    [Fact]
    public async Task A_discovered_deployment_shows_each_inference_with_its_rule_and_confidence()
    {
        await SyncAsync(new DiscoveredModel { Model = "our-vl-13b" });

        var row = await fixture.Host.Http.GetJsonAsync("/api/v1/models/ollama/our-vl-13b");

        var vision = row.GetProperty("ai_data").GetProperty("capabilities").EnumerateArray().Single(found => found.GetProperty("value").GetString() == "vision");
        Assert.Equal(("vision-name", 0.92m), (vision.GetProperty("rule").GetString(), vision.GetProperty("confidence").GetDecimal()));
        Assert.Equal(["chat", "streaming", "vision"], Words(row));
        Assert.Equal("small", row.GetProperty("size_class").GetString());
        Assert.Contains("ollama/our-vl-13b", (await fixture.Host.Http.GetJsonAsync("/api/v1/models?filter=size_class%20%3D%20small")).Ids());
    }

    [Fact]
    public async Task What_the_provider_states_is_never_inferred_over()
    {
        await SyncAsync(new DiscoveredModel { Model = "stated-vl-128k", Capabilities = { "chat" }, ContextWindow = 4_096 });

        var row = await fixture.Host.Http.GetJsonAsync("/api/v1/models/ollama/stated-vl-128k");

        Assert.Equal(["chat"], Words(row));
        Assert.Equal(4_096, row.GetProperty("context_window").GetInt32());
        Assert.Equal(131_072, row.GetProperty("ai_data").GetProperty("context_window").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task A_doubtful_inference_is_shown_and_not_believed()
    {
        await SyncAsync(new DiscoveredModel { Model = "our-ultra" });

        var row = await fixture.Host.Http.GetJsonAsync("/api/v1/models/ollama/our-ultra");

        Assert.Equal("large", row.GetProperty("ai_data").GetProperty("size_class").GetProperty("value").GetString());
        Assert.False(row.TryGetProperty("size_class", out _));
    }

    [Fact]
    public async Task An_edit_by_hand_keeps_what_was_inferred()
    {
        await SyncAsync(new DiscoveredModel { Model = "kept-7b" });

        using var edited = await fixture.Host.Http.PutJsonAsync("/api/v1/models/ollama/kept-7b", """{"name":"Kept"}""");

        var row = await edited.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("small", row.GetProperty("size_class").GetString());
        Assert.True(row.TryGetProperty("ai_data", out _));
    }

    private static string[] Words(JsonElement row) => [.. row.GetProperty("capabilities").EnumerateArray().Select(name => name.GetString()!)];

    private async Task SyncAsync(DiscoveredModel model) =>
        await new CatalogService.CatalogServiceClient(fixture.Host.Channel).SyncProviderAsync(SyncRequests.Of("ollama", model));
}
