using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Experiments;
using Routing.Features;
using Routing.Money;
using Routing.Profiles;

namespace Routing.Tests.Catalog;

/// <summary>A catalog in which every field says something.</summary>
internal static class SampleCatalog
{
    public static readonly ProviderId North = new("north");
    public static readonly ProviderId South = new("south");

    public static CatalogSnapshot Full { get; } = new()
    {
        Revision = 7,
        Providers =
        [
            new()
            {
                Id = North,
                Name = "North",
                Profile = "openai",
                BaseUrl = new Uri("https://north.example/v1"),
                ApiKeyEnvironment = "NORTH_API_KEY",
                Aliases = ["up"],
                Headers = ImmutableSortedDictionary<string, string>.Empty.Add("x-team", "search"),
                Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("seed", "7").Add("reasoning", """{"effort":"low"}"""),
                Enabled = false,
            },
            new() { Id = South, Profile = "ollama", BaseUrl = new Uri("http://127.0.0.1:11434"), ApiKeyFile = "/run/secrets/south" },
            new() { Id = new("west"), Profile = "openai-compatible", BaseUrl = new Uri("http://127.0.0.1:8000/v1"), ApiKeyStored = true },
        ],
        Models =
        [
            new() { Id = new("pine-2"), Name = "Pine 2", Family = "pine", Capabilities = Capabilities.Chat | Capabilities.Tools, ContextWindow = 64_000 },
        ],
        Deployments =
        [
            new()
            {
                Id = new(North, "vendor/pine-2"),
                CanonicalId = new("pine-2"),
                Name = "Pine 2 at North",
                Lifecycle = Lifecycle.Deprecated,
                DeprecatedAt = Requests.Noon.AddMonths(-1),
                RetiresAt = Requests.Noon.AddMonths(2),
                Origin = Origin.Promoted,
                IsFree = true,
                Enabled = false,
                Capabilities = Capabilities.Chat | Capabilities.Tools | Capabilities.JsonSchema,
                ContextWindow = 64_000,
                MaxOutputTokens = 8_000,
                UnsupportedParameters = ["temperature"],
                Region = "eu",
                Prices =
                [
                    new()
                    {
                        Id = 17,
                        Input = TokenPrice.FromDollarsPerMillion(0.15m),
                        Output = TokenPrice.FromDollarsPerMillion(0.6m),
                        CachedInput = TokenPrice.FromDollarsPerMillion(0.075m),
                        CacheWrite = TokenPrice.FromDollarsPerMillion(0.1875m),
                        PerRequest = NanoDollars.FromDollars(0.0001m),
                        ContextOver = 32_000,
                        ValidFrom = Requests.Noon,
                        Source = "a price list",
                    },
                ],
            },
            new() { Id = new(South, "pine-2:latest"), CanonicalId = new("pine-2"), Origin = Origin.Discovered },
        ],
        Tiers = [new() { Name = TierNames.Fast, Entries = [new(South, "pine-2:latest")], Parameters = new() { MaxTokens = 4096, TemperatureMillis = 700 } }],
        Aliases = [new("pine", "pine-2")],
        Families = [new("pine", [new("pine-2")])],
        CapabilityProfiles =
        [
            new()
            {
                Model = new("pine-2"),
                Scores =
                [
                    new()
                    {
                        Capability = RatedCapability.Code,
                        ScoreMillis = 640,
                        Basis = ScoreBasis.Claimed,
                        ConfidenceMillis = 500,
                        Date = new DateOnly(2026, 8, 1),
                        Source = "https://scores.example",
                    },
                    new()
                    {
                        Capability = RatedCapability.Logical,
                        ScoreMillis = 0,
                        Basis = ScoreBasis.Manual,
                        Date = new DateOnly(2026, 8, 2),
                        Source = "seen at work",
                    },
                ],
                SuccessRateMillis = 950,
                Priority = -3,
                RoutingWeightMillis = 1_200,
                IsActive = true,
            },
            new() { Model = new("ash-1") },
        ],
        AgentProfiles =
        [
            new()
            {
                AgentId = "scout",
                Name = "Scout",
                Scores = new() { CreationMillis = 2_000, ExecutionMillis = 3_125, CombinedMillis = 0 },
                DefaultTier = TierNames.Fast,
                DefaultIntent = "extract",
            },
        ],
        Policies = [new() { Name = "thrifty", Quality = 1, Cost = 900, Latency = 2, Reliability = 3, Preference = 4 }],
        Experiments =
        [
            new()
            {
                Name = "cheaper",
                Description = "Is the cheap one good enough?",
                Salt = "2026-03",
                Scope = new() { Selectors = ["auto", "best"], Keys = ["key-1"], Projects = ["p", "q"] },
                Unit = ExperimentUnit.EndUser,
                ShareMillis = 250,
                StartedAt = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
                Variants =
                [
                    new() { Name = "control", WeightMillis = 500 },
                    new() { Name = "cheap", WeightMillis = 300, Selector = "family:pine", Policy = "cost" },
                    new() { Name = "sparing", WeightMillis = 200, BalancedFromMillis = 3_500, PowerfulAboveMillis = 7_000 },
                ],
            },
        ],
        Presets =
        [
            new()
            {
                Name = "cheap",
                Description = "Small work",
                Selector = "family:pine",
                Policy = "cost",
                Parameters = new() { MaxTokens = 100, TemperatureMillis = 250 },
                Requirements = new()
                {
                    RequiredCapabilities = Capabilities.Tools,
                    MinimumContext = 8_000,
                    AllowedProviders = [North, South],
                    DeniedProviders = [South],
                },
            },
        ],
        ActiveView = new("ours", [new(South, "pine-2:latest")]),
        QualityEstimates = [new(new("pine-2"), RatedCapability.Code, 400, 60_000), new(new("ash-1"), RatedCapability.Logical, 0, 0)],
        Rules = new()
        {
            AgentShareMillis = 500,
            CreationShareMillis = 350,
            Unpriced = UnpricedPolicy.Refused,
            BalancedFromMillis = 2_500,
            PowerfulAboveMillis = 7_125,
            DefaultModel = "pine",
            StepScore = StepScoreTable.Shipped.With(StepMeasure.DataSize, new(0, [new(0, 0), new(7, 1_250)])),
        },
    };
}
