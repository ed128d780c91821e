using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Money;
using Routing.Profiles;
using Routing.Tests.Decisions;

namespace Routing.Tests.Ranking;

/// <summary>
/// A catalog in which every policy has a favourite of its own: cheap, quick, sound and wise are each best at one thing. Twin is
/// served twice at different prices; shelf is on no list; stray was merely discovered.
/// </summary>
internal static class Orchard
{
    public static CatalogSnapshot Snapshot { get; } = new()
    {
        Revision = 5,
        Providers = [Provider("p"), Provider("q")],
        Models = [new() { Id = new("old"), Family = "wise" }],
        Deployments =
        [
            Deployment("p/cheap", "cheap", 0.05m, 0.2m),
            Deployment("p/quick", "quick", 2m, 8m),
            Deployment("p/sound", "sound", 2m, 8m),
            Deployment("p/wise", "wise", 3m, 15m),
            Deployment("p/twin", "twin", 2m, 8m),
            Deployment("q/twin", "twin", 1m, 4m),
            Deployment("q/old", "old", 0.001m, 0.001m),
            Deployment("q/stray", null, 0.001m, 0.001m) with { Origin = Origin.Discovered },
        ],
        Tiers = [new() { Name = TierNames.Fast, Entries = [Towns.Id("p/quick"), Towns.Id("p/cheap"), Towns.Id("p/twin")] }],
        Families = [new("wise", [new("wise")])],
        CapabilityProfiles = [Profile("cheap", 300), Profile("quick", 500), Profile("sound", 500), Profile("wise", 950), Profile("twin", 500)],
    };

    public static CatalogIndex Index { get; } = new(Snapshot);

    public static HealthView Health { get; } = new(new Dictionary<DeploymentId, HealthState>
    {
        [Towns.Id("p/cheap")] = new() { Score = 80, Samples = 9, FirstTokenMillis = 1_500, LatencyMillis = 9_000 },
        [Towns.Id("p/quick")] = new() { Score = 80, Samples = 9, FirstTokenMillis = 90, LatencyMillis = 900 },
        [Towns.Id("p/sound")] = new() { Score = 100, Samples = 9, FirstTokenMillis = 1_500, LatencyMillis = 9_000 },
        [Towns.Id("p/wise")] = new() { Score = 80, Samples = 9, FirstTokenMillis = 3_000, LatencyMillis = 20_000 },
        [Towns.Id("p/twin")] = new() { Score = 80, Samples = 9, FirstTokenMillis = 1_500, LatencyMillis = 9_000 },
        [Towns.Id("q/twin")] = new() { Score = 80, Samples = 9, FirstTokenMillis = 1_500, LatencyMillis = 9_000 },
    });

    /// <summary>A request of a thousand tokens.</summary>
    public static DecisionInput For(string selector) => Requests.For(Index, selector) with
    {
        Health = Health,
        Features = new() { EstimatedInputTokens = 1_000, PromptCharacters = 4_000, MessageCount = 1 },
    };

    public static Deployment Deployment(string id, string? canonical, decimal input, decimal output) => new()
    {
        Id = Towns.Id(id),
        CanonicalId = canonical is null ? null : new(canonical),
        ContextWindow = 100_000,
        Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(input), Output = TokenPrice.FromDollarsPerMillion(output) }],
    };

    private static Provider Provider(string id) => new()
    {
        Id = new(id),
        Profile = "openai",
        BaseUrl = new Uri($"https://{id}.example/v1"),
        ApiKeyEnvironment = $"{id.ToUpperInvariant()}_API_KEY",
    };

    private static ModelCapabilityProfile Profile(string model, int score) => new()
    {
        Model = new(model),
        Scores =
        [
            new()
            {
                Capability = RatedCapability.Conversational,
                ScoreMillis = score,
                Basis = ScoreBasis.Manual,
                Date = new DateOnly(2026, 3, 1),
                Source = "a test",
            },
        ],
    };
}
