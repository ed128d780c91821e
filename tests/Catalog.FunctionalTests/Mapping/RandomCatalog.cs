using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Experiments;
using Routing.Features;
using Routing.Feedback;
using Routing.Money;
using Routing.Profiles;

namespace Catalog.FunctionalTests.Mapping;

/// <summary>Makes up catalogs of few names, so that two of them share, change, gain and lose rows.</summary>
internal sealed class RandomCatalog(Random random)
{
    private static readonly ImmutableArray<string> Names = ["a", "b", "c", "d"];

    private static readonly ImmutableSortedDictionary<string, string> NoHeaders = ImmutableSortedDictionary<string, string>.Empty;

    public CatalogSnapshot Next(long revision) => new()
    {
        Revision = revision,
        Providers = Rows(name => new Provider
        {
            Id = new ProviderId(name),
            Profile = Pick("openai", "ollama")!,
            BaseUrl = new Uri($"https://{Pick("a", "b")}.example/v1"),
            ApiKeyEnvironment = Pick(null, "KEY"),
            Headers = NoHeaders.SetItems(random.Next(2) == 0 ? [] : [new("x-team", Pick("1", "2")!)]),
            Enabled = random.Next(2) == 0,
            Parameters = NoHeaders.SetItems(random.Next(2) == 0 ? [] : [new("seed", Pick("1", "null")!)]),
            Aliases = random.Next(2) == 0 ? [] : [$"also-{name}"],
            ApiKeyFile = Pick(null, "/run/secrets/key"),
            ApiKeyStored = random.Next(2) == 0,
        }),
        Models = Rows(name => new Model
        {
            Id = new ModelId(name),
            Family = Pick(null, "kimi"),
            Capabilities = (Capabilities)random.Next(1 << 10),
            ContextWindow = random.Next(3),
        }),
        Deployments = Rows(name => new Deployment
        {
            Id = new DeploymentId(new ProviderId("p"), $"{name}/{name}"),
            CanonicalId = random.Next(2) == 0 ? null : new ModelId(name),
            Name = Pick("", "Shown")!,
            Lifecycle = (Lifecycle)random.Next(4),
            Origin = (Origin)random.Next(3),
            Enabled = random.Next(2) == 0,
            IsFree = random.Next(2) == 0,
            Region = Pick(null, "eu"),
            DeprecatedAt = random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch,
            RetiresAt = random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch,
            UnsupportedParameters = random.Next(2) == 0 ? [] : ["temperature"],
            Prices = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Price())],
        }),
        Tiers = Rows(name => new Tier
        {
            Name = name,
            Entries = [.. Enumerable.Range(0, random.Next(3)).Select(index => new DeploymentId(new ProviderId("p"), $"m{index}"))],
            Parameters = new TierParameters
            {
                MaxTokens = random.Next(2) == 0 ? null : random.Next(2),
                TemperatureMillis = random.Next(2) == 0 ? null : 0,
            },
        }),
        Aliases = Rows(name => new ModelAlias(name, Pick("x", "y")!)),
        Families = Rows(name => new ModelFamily(name, [.. Enumerable.Range(0, random.Next(3)).Select(index => new ModelId($"m{index}"))])),
        CapabilityProfiles = Rows(name => new ModelCapabilityProfile
        {
            Model = new ModelId(name),
            Scores = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Score())],
            SuccessRateMillis = random.Next(2) == 0 ? null : random.Next(2),
            Priority = random.Next(2) == 0 ? null : random.Next(-1, 1),
            RoutingWeightMillis = random.Next(2) == 0 ? null : random.Next(2),
            IsActive = random.Next(3) switch { 0 => null, 1 => true, _ => false },
        }),
        AgentProfiles = Rows(name => new AgentProfile
        {
            AgentId = name,
            Name = Pick("", "Scout")!,
            Scores = new() { CreationMillis = Maybe(), ExecutionMillis = Maybe(), CombinedMillis = Maybe() },
            DefaultTier = Pick(null, TierNames.Fast),
            DefaultIntent = Pick(null, "extract"),
        }),
        Policies = Rows(name => new PolicyWeights { Name = name, Quality = random.Next(2), Cost = 1, Latency = random.Next(2), Reliability = random.Next(2), Preference = random.Next(2) }),
        Presets = Rows(name => new Preset
        {
            Name = name,
            Selector = Pick(null, "fast"),
            Policy = Pick(null, "cost"),
            Parameters = new TierParameters { MaxTokens = random.Next(2) == 0 ? null : 1 },
            Requirements = new PresetRequirements { MinimumContext = random.Next(2), DeniedProviders = random.Next(2) == 0 ? [] : [new("p")] },
        }),
        Experiments = Rows(name => new Experiment
        {
            Name = name,
            Description = Pick("", "d")!,
            Salt = Pick("s", "t")!,
            Scope = new() { Selectors = random.Next(2) == 0 ? [] : ["fast"], Keys = random.Next(2) == 0 ? [] : ["k"], Projects = random.Next(2) == 0 ? [] : ["p"] },
            Unit = (ExperimentUnit)random.Next(5),
            ShareMillis = random.Next(2),
            Variants = [new() { Name = "a", WeightMillis = 1 }, new() { Name = "b", Selector = Pick(null, "fast"), Policy = Pick(null, "cost"), BalancedFromMillis = Maybe(), PowerfulAboveMillis = Maybe() }],
            StartedAt = DateTimeOffset.UnixEpoch.AddDays(random.Next(2)),
        }),
        ActiveView = random.Next(2) == 0 ? null : new ActiveView(Pick("v", "w")!, [new(new("p"), Pick("m1", "m2")!)]),
        QualityEstimates = Rows(name => new QualityEstimate(new ModelId(name), RatedCapability.Code, random.Next(2), random.Next(2))),
        Rules = new RoutingRules
        {
            AgentShareMillis = random.Next(2),
            CreationShareMillis = 400 + random.Next(2),
            Unpriced = (UnpricedPolicy)random.Next(3),
            DefaultModel = Pick(null, "auto"),
            StepScore = StepScoreTable.Shipped.With(StepMeasure.DataSize, StepScoreTable.Shipped[StepMeasure.DataSize] with { Weight = 80 + random.Next(2) }),
        },
    };

    private CapabilityScore Score() => new()
    {
        Capability = (RatedCapability)random.Next(10),
        ScoreMillis = random.Next(2),
        Basis = (ScoreBasis)random.Next(4),
        ConfidenceMillis = random.Next(2),
        Date = DateOnly.FromDayNumber(700_000 + random.Next(2)),
        Source = Pick("https://scores.example", "rule")!,
    };

    private Price Price() => new()
    {
        Id = random.Next(3),
        Input = new TokenPrice(random.Next(3)),
        Output = new TokenPrice(random.Next(3)),
        CachedInput = random.Next(2) == 0 ? null : new TokenPrice(0),
        CacheWrite = random.Next(2) == 0 ? null : new TokenPrice(0),
        PerRequest = new NanoDollars(random.Next(2)),
        ContextOver = random.Next(2),
        ValidFrom = DateTimeOffset.UnixEpoch.AddDays(random.Next(2)),
        Source = Pick(null, "https://prices.example"),
    };

    private int? Maybe() => random.Next(2) == 0 ? null : random.Next(2);

    // Each name is there or not, in the order of the feed.
    private ImmutableArray<T> Rows<T>(Func<string, T> create) =>
        [.. Names.Where(_ => random.Next(2) == 0).Select(create)];

    private string? Pick(params ReadOnlySpan<string?> values) => values[random.Next(values.Length)];
}
