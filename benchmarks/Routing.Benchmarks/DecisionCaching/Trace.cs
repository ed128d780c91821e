using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;

namespace Routing.Benchmarks.DecisionCaching;

/// <summary>
/// A made-up day: conversations that grow turn by turn, steps of agents that come again with the same prompt, and a health view that
/// changes four times a second at a thousand requests a second.
/// </summary>
internal sealed class Trace(CatalogIndex index, string selector, int repeatedShare, int seed)
{
    private const int RequestsPerView = 250;

    public IEnumerable<DecisionInput> Requests(int count)
    {
        var random = new Random(seed);
        var health = HealthView.Unknown;
        var held = NameSet.Of(index.Snapshot.Providers.Select(provider => provider.Id));
        var profiles = new NameSet(["openai"]);
        for (var i = 0; i < count; i++)
        {
            if (i % RequestsPerView == 0)
            {
                health = View(random);
            }

            var repeated = random.Next(100) < repeatedShare;
            // A step that comes again is drawn from a few hundred, the often used ones more often.
            var prompt = repeated ? (int)(400 * Math.Pow(random.NextDouble(), 3)) : random.Next();
            yield return new()
            {
                Index = index,
                Selector = selector,
                CredentialsHeld = held,
                SupportedProfiles = profiles,
                Health = health,
                Time = DateTimeOffset.UnixEpoch.AddMilliseconds(i),
                Features = Features(new Random(prompt)),
                Hints = repeated ? new() { AgentId = $"agent-{prompt % 20}" } : RoutingHints.None,
            };
        }
    }

    private static RequestFeatures Features(Random random) => new()
    {
        EstimatedInputTokens = random.Next(50, 20_000),
        PromptCharacters = random.Next(200, 80_000),
        MessageCount = random.Next(1, 20),
        Prompt = new PromptEstimate { Version = 1, Score = random.Next(100_000), DifficultyMillis = random.Next(10_001), GainMillis = random.Next(1_000) },
    };

    // Now and then something is not quite well; as a rule the view is the one before.
    private HealthView View(Random random) => random.Next(4) > 0 ? HealthView.Unknown : new(new Dictionary<DeploymentId, HealthState>
    {
        [index.Snapshot.Tiers[random.Next(3)].Entries[0]] = new() { Score = random.Next(20) * 5, Samples = 1 << random.Next(8) },
    });
}
