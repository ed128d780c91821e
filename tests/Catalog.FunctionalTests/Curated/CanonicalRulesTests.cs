using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

public sealed class CanonicalRulesTests
{
    private static readonly CanonicalRules Rules = CuratedCatalog.LoadRules();

    public static TheoryData<string> Names => Catalogs.All();

    [Theory]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini")]
    [InlineData("openai", "gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("anthropic", "claude-haiku-4-5-20251001", "claude-haiku-4-5")]
    [InlineData("anthropic", "claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20240620")]
    [InlineData("openrouter", "anthropic/claude-sonnet-5", "claude-sonnet-5")]
    [InlineData("openrouter", "anthropic/claude-haiku-4.5", "claude-haiku-4-5")]
    [InlineData("openrouter", "anthropic/claude-3.5-sonnet", "claude-3-5-sonnet")]
    [InlineData("openrouter", "openai/gpt-oss-20b:free", "gpt-oss-20b")]
    [InlineData("openrouter", "moonshotai/kimi-k2-0905", "kimi-k2-0905")]
    [InlineData("openrouter", "meta-llama/llama-3.3-70b-instruct", "llama-3.3-70b")]
    [InlineData("groq", "openai/gpt-oss-120b", "gpt-oss-120b")]
    [InlineData("groq", "moonshotai/kimi-k2-instruct-0905", "kimi-k2-0905")]
    [InlineData("kimi", "kimi-k2-0905-preview", "kimi-k2-0905")]
    [InlineData("kimi", "kimi-latest-128k", "kimi-latest-128k")]
    [InlineData("gemini", "models/gemini-3.1-pro-preview", "gemini-3.1-pro")]
    [InlineData("mistral", "mistral-large-2512", "mistral-large-2512")]
    [InlineData("ollama", "gpt-oss:20b", "gpt-oss-20b")]
    [InlineData("ollama", "llama3.2:latest", "llama-3.2")]
    [InlineData("my-vllm", "Some-Model", "some-model")]
    public void Names_of_providers_lead_to_the_model_they_mean(string provider, string model, string canonical) =>
        Assert.Equal(canonical, Rules.Resolve(provider, model));

    [Fact]
    public void Models_of_different_size_or_version_stay_apart()
    {
        Assert.NotEqual(Rules.Resolve("openai", "gpt-4o"), Rules.Resolve("openai", "gpt-4o-mini"));
        Assert.NotEqual(Rules.Resolve("ollama", "qwen3:8b"), Rules.Resolve("ollama", "qwen3:14b"));
        Assert.NotEqual(Rules.Resolve("mistral", "mistral-large-2411"), Rules.Resolve("mistral", "mistral-large-2512"));
        Assert.NotEqual(Rules.Resolve("kimi", "kimi-k2-0711-preview"), Rules.Resolve("kimi", "kimi-k2-0905-preview"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Curated_deployments_resolve_to_the_model_they_state(string name) =>
        Assert.All(Catalogs.Named(name).Deployments, deployment =>
            Assert.Equal(deployment.Canonical, Rules.Resolve(deployment.Provider, deployment.Model)));

    [Fact]
    public void No_name_is_overridden_twice() =>
        Assert.Equal(
            Rules.Overrides.Length,
            Rules.Overrides.Select(known => (known.Provider, known.Model)).Distinct().Count());

    [Fact]
    public void A_long_hostile_name_resolves_at_once() =>
        Assert.EndsWith("x", Rules.Resolve("openrouter", new string('-', 100_000) + "x"), StringComparison.Ordinal);
}
