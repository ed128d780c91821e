using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Money;
using Routing.Profiles;
using Routing.Tests.Replaying;

namespace Routing.Tests.Golden;

/// <summary>
/// Inputs that a policy ranks, over catalogs of all sizes, in which prices begin, end at a length of prompt, are missing or free, and in
/// which keys, views and budgets forbid much: whatever ranking and its filters read, somewhere it decides.
/// </summary>
internal sealed class RandomRankings(Random random)
{
    private const int Providers = 12;
    private static readonly int[] Sizes = [12, 40, 120, 256, 300, 700];
    private static readonly string[] Names = ["gpt-4o", "claude-x", "gemini-pro", "llama-3", "qwen-max", "elm"];
    private static readonly string[] Policies = ["balanced", "cost", "performance", "quality", "reliability", "own"];
    private readonly RandomDecisions _requests = new(random);

    public IEnumerable<DecisionInput> Of(int catalogs, int each)
    {
        for (var revision = 1; revision <= catalogs; revision++)
        {
            var index = new CatalogIndex(Catalog(revision, Sizes[random.Next(Sizes.Length)]));
            for (var i = 0; i < each; i++)
            {
                yield return Input(index);
            }
        }
    }

    private DecisionInput Input(CatalogIndex index)
    {
        var drawn = _requests.Input(index, Health(index));
        var deployments = index.Snapshot.Deployments;
        return drawn with
        {
            Selector = random.Next(8) == 0 ? "powerful" : "auto:" + Policies[random.Next(Policies.Length)],
            CredentialsHeld = NameSet.Of(index.Snapshot.Providers.Where(_ => random.Next(8) > 0).Select(row => row.Id)),
            Session = random.Next(3) > 0 ? null : new(deployments[random.Next(deployments.Length)].Id, random.Next(60_000), Requests.Noon.AddSeconds(-random.Next(400))),
            HasHardBudget = random.Next(4) == 0,
            KeyScope = random.Next(6) > 0 ? null : new()
            {
                AllowedProviders = NameSet.Of(index.Snapshot.Providers.Where(_ => random.Next(2) == 0).Select(row => row.Id)),
                AllowedCapabilities = random.Next(2) == 0 ? null : Capabilities.Tools,
            },
            Hints = drawn.Hints with
            {
                Policy = drawn.Hints.Policy is null && random.Next(2) == 0 ? "own" : drawn.Hints.Policy,
                Requirements = random.Next(3) > 0 ? new() : drawn.Hints.Requirements,
            },
        };
    }

    private CatalogSnapshot Catalog(int revision, int size)
    {
        ImmutableArray<Deployment> deployments = [.. Enumerable.Range(0, size).Select(Deployment)];
        return new()
        {
            Revision = revision,
            Providers = [.. Enumerable.Range(0, Providers).Select(i => new Provider
            {
                Id = new($"p{i}"),
                Profile = "openai",
                BaseUrl = new Uri($"https://p{i}.example/v1"),
                ApiKeyEnvironment = i == 0 ? null : $"P{i}_API_KEY",
                Enabled = random.Next(12) > 0,
            })],
            Deployments = deployments,
            Tiers = [.. TierNames.All.Select(name => new Tier
            {
                Name = name,
                Entries = [.. Enumerable.Range(0, 6).Select(_ => deployments[random.Next(size)].Id).Distinct()],
                Parameters = new(),
            })],
            Models = [new() { Id = Model(0), Family = "elm" }, new() { Id = Model(1), Family = "elm" }],
            Families = [new("elm", [Model(1)])],
            Policies = [new() { Name = "own", Quality = random.Next(3), Cost = random.Next(900), Latency = random.Next(900), Reliability = 1, Preference = random.Next(5) }],
            CapabilityProfiles = [.. Enumerable.Range(0, size / 4).Where(_ => random.Next(4) > 0).Select(i => Profile(Model(i)))],
            ActiveView = random.Next(3) > 0 ? null : new("some", [.. deployments.Where(_ => random.Next(3) > 0).Select(row => row.Id)]),
            Rules = new() { Unpriced = (UnpricedPolicy)random.Next(3) },
        };
    }

    private Deployment Deployment(int i) => new()
    {
        Id = new(new($"p{random.Next(Providers + (i % 50 == 0 ? 1 : 0))}"), $"{Names[random.Next(Names.Length)]}-{i}"),
        CanonicalId = random.Next(5) == 0 ? null : Model(i / 4),
        Origin = (Origin)random.Next(3),
        Enabled = random.Next(12) > 0,
        IsFree = random.Next(15) == 0,
        Lifecycle = random.Next(10) == 0 ? Lifecycle.Deprecated : Lifecycle.Active,
        RetiresAt = random.Next(10) == 0 ? Requests.Noon.AddTicks(random.Next(-900, 900)) : null,
        Capabilities = Capabilities.Chat | Capabilities.Streaming | (random.Next(5) == 0 ? Capabilities.None : Capabilities.Tools | Capabilities.Vision | Capabilities.JsonSchema),
        ContextWindow = random.Next(6) == 0 ? 0 : 1_000 << random.Next(4, 12),
        MaxOutputTokens = random.Next(2) * 4_096,
        Region = random.Next(2) == 0 ? "eu" : null,
        Prices = Prices(),
    };

    private ImmutableArray<Price> Prices()
    {
        var prices = ImmutableArray.CreateBuilder<Price>();
        if (random.Next(8) > 0)
        {
            prices.Add(Price(0, DateTimeOffset.UnixEpoch));
        }

        if (random.Next(4) == 0)
        {
            prices.Add(Price(random.Next(4) * 20_000, DateTimeOffset.UnixEpoch));
        }

        if (random.Next(4) == 0)
        {
            prices.Add(Price(random.Next(2) * 50_000, Requests.Noon.AddTicks(random.Next(-900, 900))));
        }

        return prices.DrainToImmutable();
    }

    private Price Price(int over, DateTimeOffset from)
    {
        // Few figures, so that much costs the same; now and then an absurd one, or one that is nearly nothing.
        long[] figures = [0, 1, 150_000_000, 600_000_000, 3_000_000_000, 15_000_000_000, 4_000_000_000_000_000];
        var input = figures[random.Next(random.Next(20) == 0 ? 0 : 2, random.Next(50) == 0 ? 7 : 6)];
        return new()
        {
            Input = new(input),
            Output = new(figures[random.Next(1, 6)]),
            CachedInput = random.Next(2) == 0 ? null : new TokenPrice(input / 10),
            CacheWrite = random.Next(3) > 0 ? null : new TokenPrice(input / 4 * 5),
            PerRequest = new(random.Next(10) == 0 ? 1_000_000 : 0),
            ContextOver = over,
            ValidFrom = from,
        };
    }

    private ModelCapabilityProfile Profile(ModelId model) => new()
    {
        Model = model,
        Priority = random.Next(6) == 0 ? random.Next(-3, 4) : null,
        Scores = [.. RatedCapabilities.All.Where(_ => random.Next(2) == 0).Select(capability => new CapabilityScore
        {
            Capability = capability,
            ScoreMillis = random.Next(8, 20) * 50,
            Basis = ScoreBasis.Published,
            Date = new DateOnly(2026, 3, 1),
            Source = "made up",
        })],
    };

    private HealthView Health(CatalogIndex index)
    {
        var known = random.Next(4);
        return known == 0
            ? HealthView.Unknown
            : new(index.Snapshot.Deployments.Where(_ => random.Next(4) < known).DistinctBy(row => row.Id).ToDictionary(row => row.Id, _ => new HealthState
            {
                Score = random.Next(7) == 0 ? random.Next(-5, 110) : 100,
                Circuit = random.Next(10) == 0 ? (CircuitState)random.Next(4) : CircuitState.Closed,
                CoolingUntil = random.Next(12) == 0 ? Requests.Noon.AddTicks(random.Next(-900, 900)) : null,
                FirstTokenMillis = random.Next(3) > 0 ? random.Next(30) * 100 : null,
                LatencyMillis = random.Next(2) > 0 ? random.Next(60_000) : null,
            }));
    }

    private static ModelId Model(int i) => new($"model-{i}");
}
