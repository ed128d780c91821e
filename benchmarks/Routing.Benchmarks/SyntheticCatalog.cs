using Routing.Catalog;
using Routing.Health;
using Routing.Profiles;

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

    /// <summary>The same, everything with a price and a rating of its own.</summary>
    public static CatalogSnapshot Known(int deployments)
    {
        var (snapshot, random) = (Of(deployments), new Random(5));
        return snapshot with
        {
            Deployments = [.. snapshot.Deployments.Select(row => row with
            {
                Prices = [new() { Input = new(random.Next(1, 300) * 50_000_000L), Output = new(random.Next(1, 300) * 200_000_000L) }],
            })],
            CapabilityProfiles = [.. Enumerable.Range(0, (deployments + 4) / 5).Select(i => new ModelCapabilityProfile
            {
                Model = new($"model-{i}"),
                Scores = [.. RatedCapabilities.All.Select(capability => new CapabilityScore
                {
                    Capability = capability,
                    ScoreMillis = random.Next(300, 1_000),
                    Basis = ScoreBasis.Manual,
                    Date = new DateOnly(2026, 3, 1),
                    Source = "synthetic",
                })],
            })],
        };
    }

    /// <summary>Everything measured, each in its own way.</summary>
    public static HealthView Measured(CatalogSnapshot snapshot)
    {
        var random = new Random(6);
        return new(snapshot.Deployments.ToDictionary(static row => row.Id, _ => new HealthState
        {
            Score = random.Next(80, 101),
            Samples = 100,
            FirstTokenMillis = random.Next(100, 3_000),
            LatencyMillis = random.Next(3_000, 30_000),
        }));
    }

    private static ProviderId Provider(int i) => new($"p{i % Providers}");

    private static DeploymentId Id(int i) => new(Provider(i), $"vendor/model-{i / 5}-{i % 5}");
}
