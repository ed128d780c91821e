using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

public sealed class ShippedProviderTests
{
    private static readonly string[] Profiles =
        ["openai", "anthropic", "gemini", "ollama", "kimi", "mistral", "groq", "deepseek", "openrouter", "openai-compatible"];

    private static readonly CuratedCatalog Shipped = CuratedCatalog.Load();

    [Fact]
    public void The_usual_providers_ship() =>
        Assert.Equal(
            ["anthropic", "deepseek", "gemini", "groq", "kimi", "mistral", "ollama", "openai", "openrouter"],
            Shipped.Providers.Select(provider => provider.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Keys_travel_encrypted_and_are_named_for_their_provider() =>
        Assert.All(Shipped.Providers.Where(provider => provider.ApiKeyEnvironment is not null), provider =>
        {
            Assert.Equal(Uri.UriSchemeHttps, provider.BaseUrl.Scheme);
            Assert.Equal($"{provider.Id.ToUpperInvariant()}_API_KEY", provider.ApiKeyEnvironment);
        });

    [Fact]
    public void Addresses_end_without_a_slash_and_profiles_are_known() =>
        Assert.All(Shipped.Providers, provider =>
        {
            Assert.Contains(provider.Profile, Profiles);
            Assert.False(provider.BaseUrl.OriginalString.EndsWith('/'));
        });

    [Fact]
    public void Only_local_models_are_free()
    {
        var free = Assert.Single(Shipped.Providers, provider => provider.IsFree);

        Assert.Equal("ollama", free.Id);
        Assert.True(free.BaseUrl.IsLoopback);
        Assert.DoesNotContain(Shipped.Deployments, deployment => deployment.Provider == free.Id);
    }
}
