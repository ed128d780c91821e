using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Features;
using Routing.Feedback;
using Routing.Health;
using Routing.Money;
using Routing.Profiles;

namespace Routing.Tests.Replaying;

/// <summary>Makes up catalogs, health views and inputs in which much goes wrong: enough names for conflicts, few enough for coincidences.</summary>
internal sealed class RandomDecisions(Random random, bool ranked = true)
{
    private static readonly string[] Providers = ["a", "b", "c", "d"];
    private static readonly string[] Models = ["oak-1", "elm-2", "ash-3", "ash-3-mini", "yew"];
    private static readonly Capabilities[] Skills = [Capabilities.Tools, Capabilities.Vision, Capabilities.JsonSchema];
    private static readonly RatedCapability[] Work = [RatedCapability.Conversational, RatedCapability.Code, RatedCapability.Translation];
    private static readonly string?[] Selectors =
        [null, "auto", "auto", "auto", "auto", "fast", "balanced", "powerful", "oak-1", "a/oak-1", "b/ash-3", "family:ash", "best", "default", "nonsense"];
    private static readonly string?[] Policies = ["auto:cost", "auto:quality", "auto:balanced", "auto:performance", "auto:reliability"];

    // Chance of its own, so that the rest is as it was before anybody experimented.
    private readonly Random _trial = new(20261128);

    /// <summary>A catalog of some twenty deployments, each as it may be.</summary>
    public CatalogIndex Catalog(long revision) => new(new()
    {
        Revision = revision,
        Providers = [.. Providers.Select(Provider)],
        Deployments = [.. from provider in Providers from model in Models where random.Next(5) > 0 select Deployment(provider, model)],
        Tiers = [.. TierNames.All.Select(Tier)],
        Aliases = [new("best", Pick("oak-1", "family:ash", "powerful"))],
        Families = [new("ash", [new("ash-3"), new("ash-3-mini")])],
        Policies = random.Next(3) == 0 ? [new() { Name = "cost", Cost = 1_000 }] : [],
        CapabilityProfiles = ranked ? [.. Models.Where(_ => random.Next(4) > 0).Select(Profile)] : [],
        QualityEstimates = ranked
            ? [.. Models.Where(_ => random.Next(3) == 0).Select(model => new QualityEstimate(new(model), Pick(Work), random.Next(1_001), random.Next(40_000)))]
            : [],
        Experiments = _trial.Next(2) == 0 ? [Experiment()] : [],
        Rules = new()
        {
            AgentShareMillis = Pick(600, 600, 300),
            CreationShareMillis = Pick(400, 400, 900),
            BalancedFromMillis = Pick(3_000, 3_000, 2_000),
            PowerfulAboveMillis = Pick(6_500, 6_500, 5_000),
            DefaultModel = Pick(null, null, "family:ash"),
        },
    });

    private Experiment Experiment() => new()
    {
        Name = "trial",
        Salt = "trial",
        Variants =
        [
            new() { Name = "control", WeightMillis = 400 },
            new() { Name = "named", WeightMillis = 300, Selector = Selectors[_trial.Next(Selectors.Length)] ?? "auto", Policy = _trial.Next(3) == 0 ? "cost" : null },
            new() { Name = "moved", WeightMillis = 300, BalancedFromMillis = _trial.Next(5_000), PowerfulAboveMillis = 5_000 + _trial.Next(5_000) },
        ],
    };

    private ExperimentBucket? Drawn(CatalogIndex index) => index.Snapshot.Experiments.IsEmpty || _trial.Next(3) == 0
        ? null
        : new() { Experiment = "trial", Unit = ExperimentUnit.Session, Number = _trial.Next(ExperimentBucket.Count) };

    public HealthView Health(CatalogIndex index) => random.Next(4) == 0
        ? HealthView.Unknown
        : new(index.Snapshot.Deployments.Where(_ => random.Next(4) == 0).ToDictionary(row => row.Id, _ => new HealthState
        {
            Score = random.Next(101),
            Samples = random.Next(50),
            Circuit = (CircuitState)random.Next(4),
            CoolingUntil = random.Next(3) == 0 ? Requests.Noon.AddSeconds(random.Next(-60, 60)) : null,
            Cause = Pick(null, "it timed out", "429 “slow down”"),
            FirstTokenMillis = ranked && random.Next(3) > 0 ? random.Next(6_000) : null,
            LatencyMillis = ranked && random.Next(2) > 0 ? random.Next(60_000) : null,
        }));

    public DecisionInput Input(CatalogIndex index, HealthView health) => Requests.For(index, ranked && random.Next(5) == 0 ? Pick(Policies) : Pick(Selectors)) with
    {
        Experiment = Drawn(index),
        Health = health,
        Time = Requests.Noon.AddTicks(random.Next(-1_000, 1_000)),
        CredentialsHeld = new(Providers.Where(_ => random.Next(5) > 0)),
        DefaultModel = Pick(null, null, null, "elm-2"),
        Features = new()
        {
            EstimatedInputTokens = random.Next(120_000),
            RequiredCapabilities = Capabilities.Chat | (random.Next(4) == 0 ? Pick(Skills) : Capabilities.None),
            MaxOutputTokens = random.Next(3) == 0 ? random.Next(8_000) : null,
            MessageCount = random.Next(1, 30),
            PromptCharacters = random.Next(100_000),
            PromptBytes = ranked && random.Next(3) == 0 ? random.Next(300_000) : 0,
            AnswerCount = ranked && random.Next(6) == 0 ? random.Next(1, 5) : 1,
            ToolCount = random.Next(2),
            Prompt = random.Next(5) == 0 ? null : new PromptEstimate
            {
                Version = 7,
                Score = random.Next(100_000),
                DifficultyMillis = random.Next(Score.Highest + 1),
                GainMillis = random.Next(1_000),
                FailureMillis = random.Next(1_000),
                FamiliarityMillis = random.Next(1_000),
                Capabilities = new() { [PromptCapability.Code] = random.Next(1_000), [PromptCapability.Translation] = random.Next(1_000) },
            },
        },
        Hints = Hints(),
        Session = !ranked || random.Next(3) > 0
            ? null
            : new(new DeploymentId(new(Pick(Providers)), Pick(Models)), random.Next(60_000), Requests.Noon.AddSeconds(-random.Next(600))),
    };

    public DecisionInput Next()
    {
        var index = Catalog(random.Next(1, 1_000));
        return Input(index, Health(index));
    }

    private RoutingHints Hints() => new()
    {
        AgentId = Pick(null, "agent “7”"),
        ExecutionId = Pick(null, "run\t1"),
        Intent = Pick(null, "extract"),
        AgentScores = random.Next(2) == 0 ? null : new()
        {
            CreationMillis = random.Next(3) == 0 ? null : random.Next(Score.Highest + 1),
            ExecutionMillis = random.Next(3) == 0 ? null : random.Next(Score.Highest + 1),
            CombinedMillis = random.Next(3) > 0 ? null : random.Next(Score.Highest + 1),
        },
        StepMetrics = new()
        {
            PromptLength = random.Next(3) == 0 ? random.Next(100_000) : null,
            DataSize = random.Next(3) == 0 ? random.Next(1_000_000) : null,
            ConditionCount = random.Next(3) == 0 ? random.Next(12) : null,
            ReasoningMillis = random.Next(3) == 0 ? random.Next(Score.Highest + 1) : null,
        },
        PreviousFailures = Pick(0, 0, 0, 1, 2),
        BudgetRemaining = random.Next(3) == 0 ? random.Next(300_000) : null,
        Policy = ranked ? Pick(null, null, null, "cost", "quality") : null,
        SessionId = Pick(null, "talk 7"),
        Requirements = new()
        {
            Capabilities = random.Next(5) == 0 ? Pick(Skills) : Capabilities.None,
            MinimumContext = random.Next(5) == 0 ? Pick(8_000, 64_000, 200_000) : 0,
            MaxCost = ranked && random.Next(6) == 0 ? new NanoDollars(random.Next(1_000_000_000)) : null,
            MaxFirstTokenMillis = ranked && random.Next(8) == 0 ? random.Next(5_000) : null,
            MaxTotalMillis = ranked && random.Next(8) == 0 ? random.Next(60_000) : null,
            Regions = ranked && random.Next(8) == 0 ? [Pick("eu", "us")] : [],
            AllowedProviders = random.Next(6) == 0 ? Some() : [],
            DeniedProviders = random.Next(4) == 0 ? Some() : [],
            AllowedModels = ranked && random.Next(8) == 0 ? [Pick(Models), Pick(Models), Pick(Models)] : [],
            DeniedModels = ranked && random.Next(8) == 0 ? [Pick(Models)] : [],
        },
    };

    private ImmutableArray<ProviderId> Some() => [.. Providers.Where(_ => random.Next(2) == 0).Select(name => new ProviderId(name))];

    private Provider Provider(string id) => new()
    {
        Id = new(id),
        Profile = "openai",
        BaseUrl = new Uri($"https://{id}.example/v1"),
        ApiKeyEnvironment = id == "d" ? null : $"{id.ToUpperInvariant()}_API_KEY",
        Enabled = random.Next(10) > 0,
    };

    private Deployment Deployment(string provider, string model) => new()
    {
        Id = new(new(provider), model),
        CanonicalId = random.Next(6) == 0 ? null : new(model),
        Name = Pick("", "Shown"),
        Region = ranked && random.Next(3) > 0 ? Pick("eu", "US", "asia") : null,
        Lifecycle = Pick(Lifecycle.Active, Lifecycle.Active, Lifecycle.Active, Lifecycle.Preview, Lifecycle.Deprecated, Lifecycle.Retired),
        RetiresAt = random.Next(8) == 0 ? Requests.Noon.AddSeconds(random.Next(-60, 60)) : null,
        Origin = Pick(Origin.Curated, Origin.Curated, Origin.Discovered, Origin.Promoted),
        Enabled = random.Next(10) > 0,
        Capabilities = Capabilities.Chat | Capabilities.Streaming | (random.Next(3) == 0 ? Capabilities.None : Capabilities.Tools) | Pick(Skills),
        ContextWindow = Pick(0, 8_000, 64_000, 128_000, 256_000),
        MaxOutputTokens = Pick(0, 4_096),
        Prices = random.Next(4) == 0 ? [] : [Price(DateTimeOffset.UnixEpoch), .. random.Next(3) == 0 ? [Price(Requests.Noon)] : Array.Empty<Price>()],
    };

    private ModelCapabilityProfile Profile(string model) => new()
    {
        Model = new(model),
        Scores = [.. Work.Where(_ => random.Next(3) > 0).Select(work => new CapabilityScore
        {
            Capability = work,
            ScoreMillis = random.Next(1_001),
            Basis = ScoreBasis.Published,
            Date = new DateOnly(2026, 3, 1),
            Source = "made up",
        })],
        SuccessRateMillis = Pick<int?>(null, 900),
        Priority = Pick<int?>(null, null, 1),
        RoutingWeightMillis = Pick<int?>(null, null, 1_200, 400),
        IsActive = Pick<bool?>(null, null, true, false),
    };

    private Price Price(DateTimeOffset from) => new()
    {
        Input = new TokenPrice(random.Next(1, 100) * 50_000_000L),
        Output = new TokenPrice(random.Next(1, 100) * 200_000_000L),
        CachedInput = random.Next(2) == 0 ? null : new TokenPrice(random.Next(1, 100) * 5_000_000L),
        ValidFrom = from,
    };

    private Tier Tier(string name) => new()
    {
        Name = name,
        Entries = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new DeploymentId(new(Pick(Providers)), Pick(Models))).Distinct()],
        Parameters = new() { MaxTokens = Pick<int?>(null, 4_096), TemperatureMillis = Pick<int?>(null, 700) },
    };

    private T Pick<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}
