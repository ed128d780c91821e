using Routing.Catalog;

namespace Routing.Benchmarks;

/// <summary>A catalog of any size: five places for each model, three tiers of eight entries.</summary>
internal static class SyntheticCatalog
{
    private const int Providers = 20;
    private const int TierLength = 8;

    public static CatalogSnapshot Of(int deployments) => new()
    {
        Revision = 1,
        Providers = [.. Enumerable.Range(0, Providers).Select(i => new Provider
        {
            Id = Provider(i),
            Profile = "openai",
            BaseUrl = new Uri($"https://p{i}.example/v1"),
            ApiKeyEnvironment = $"P{i}_API_KEY",
        })],
        Deployments = [.. Enumerable.Range(0, deployments).Select(i => new Deployment
        {
            Id = Id(i),
            CanonicalId = new($"model-{i / 5}"),
            ContextWindow = 128_000,
            Capabilities = Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools,
        })],
        Tiers = [.. TierNames.All.Select((name, tier) => new Tier
        {
            Name = name,
            Entries = [.. Enumerable.Range(0, TierLength).Select(i => Id((tier * 40) + (i * 5)))],
            Parameters = new() { MaxTokens = 4_096 },
        })],
    };

    private static ProviderId Provider(int i) => new($"p{i % Providers}");

    private static DeploymentId Id(int i) => new(Provider(i), $"vendor/model-{i / 5}-{i % 5}");
}
