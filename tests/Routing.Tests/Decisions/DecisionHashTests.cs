using System.Collections.Immutable;
using System.Reflection;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Features;
using Routing.Health;
using Routing.Money;
using Routing.Money.Budgets;

namespace Routing.Tests.Decisions;

public class DecisionHashTests
{
    private static readonly DecisionInput Plain = Requests.For(Towns.Index, "auto") with
    {
        Hints = new() { AgentScores = new(), StepMetrics = new() },
    };

    [Fact]
    public void Equal_inputs_have_equal_hashes()
    {
        Assert.Equal(DecisionHash.Of(Plain), DecisionHash.Of(Plain with { Time = Plain.Time.ToOffset(TimeSpan.FromHours(2)) }));
        Assert.Equal(DecisionHash.Of(Plain), Plain.Decided().Hash);
        Assert.Equal(64, Plain.Decided().Hash.Length);
    }

    [Fact]
    public void No_two_states_of_the_budget_have_one_hash()
    {
        var states = from band in Enum.GetValues<BudgetBand>() from hard in new[] { false, true } select Plain with { BudgetBand = band, HasHardBudget = hard };

        Assert.Equal(2 * Enum.GetValues<BudgetBand>().Length, states.Select(DecisionHash.Of).Distinct().Count());
    }

    [Fact]
    public void Every_field_of_the_input_moves_the_hash()
    {
        AssertMoves<DecisionInput>(Plain, input => input, new()
        {
            ["Index"] = new CatalogIndex(Towns.Snapshot with { Aliases = [] }),
            ["Features"] = new RequestFeatures { MessageCount = 1 },
            ["Hints"] = RoutingHints.None with { AgentId = "x" },
            ["Session"] = new SessionWarmth(Towns.Id("a/elm-2"), 100, Requests.Noon),
            ["Experiment"] = new ExperimentBucket { Experiment = "e" },
            ["KeyScope"] = new KeyScope(),
            ["CredentialsHeld"] = NameSet.Empty,
            ["SupportedProfiles"] = NameSet.Empty,
            ["Health"] = new HealthView(new Dictionary<DeploymentId, HealthState> { [Towns.Id("a/elm-2")] = new() { Score = 3 } }),
        });
    }

    [Fact]
    public void Everything_that_was_drawn_moves_the_hash() =>
        AssertMoves(new ExperimentBucket(), bucket => Plain with { Experiment = bucket }, []);

    [Fact]
    public void The_revision_moves_the_hash_though_the_content_is_the_same() =>
        Assert.NotEqual(DecisionHash.Of(Plain), DecisionHash.Of(Plain with { Index = new(Towns.Snapshot with { Revision = 43 }) }));

    [Fact]
    public void Every_feature_moves_the_hash() =>
        AssertMoves(Plain.Features, features => Plain with { Features = features }, new() { ["Prompt"] = new PromptEstimate { Score = 1 } });

    [Fact]
    public void Every_part_of_the_prompts_estimate_moves_the_hash() =>
        AssertMoves(
            new PromptEstimate(),
            estimate => Plain with { Features = new() { Prompt = estimate } },
            new() { ["Capabilities"] = new CapabilityConfidences { [PromptCapability.Translation] = 1 } });

    [Fact]
    public void No_estimate_is_not_the_same_as_one_that_says_nothing() =>
        Assert.NotEqual(DecisionHash.Of(Plain), DecisionHash.Of(Plain with { Features = new() { Prompt = new PromptEstimate() } }));

    [Fact]
    public void Every_hint_moves_the_hash() =>
        AssertMoves(Plain.Hints, hints => Plain with { Hints = hints }, new()
        {
            ["AgentScores"] = new AgentScores { CombinedMillis = 1 },
            ["StepMetrics"] = new StepMetrics { DataSize = 1 },
            ["Requirements"] = new Requirements { MinimumContext = 1 },
        });

    [Fact]
    public void Every_agent_score_moves_the_hash() =>
        AssertMoves(new AgentScores(), scores => Plain with { Hints = Plain.Hints with { AgentScores = scores } }, []);

    [Fact]
    public void Every_step_metric_moves_the_hash() =>
        AssertMoves(new StepMetrics(), metrics => Plain with { Hints = Plain.Hints with { StepMetrics = metrics } }, []);

    [Fact]
    public void Every_requirement_moves_the_hash() =>
        AssertMoves(new Requirements(), requirements => Plain with { Hints = Plain.Hints with { Requirements = requirements } }, []);

    [Fact]
    public void Everything_a_key_reaches_moves_the_hash() =>
        AssertMoves(new KeyScope(), scope => Plain with { KeyScope = scope }, new()
        {
            ["AllowedModels"] = new NameSet(["elm-2"]),
            ["AllowedProviders"] = new NameSet(["a"]),
        });

    [Fact]
    public void Everything_known_of_the_session_moves_the_hash() =>
        AssertMoves(
            new SessionWarmth(Towns.Id("a/elm-2"), 100, Requests.Noon),
            session => Plain with { Session = session },
            new() { ["Deployment"] = Towns.Id("b/ash-3") });

    [Fact]
    public void A_text_cannot_slip_from_one_field_into_the_next()
    {
        var one = Plain with { Hints = Plain.Hints with { AgentId = "ab", ExecutionId = "c" } };
        var other = Plain with { Hints = Plain.Hints with { AgentId = "a", ExecutionId = "bc" } };

        Assert.NotEqual(DecisionHash.Of(one), DecisionHash.Of(other));
    }

    [Fact]
    public void A_long_selector_is_hashed_to_its_end()
    {
        var start = new string('x', 100_000);

        Assert.NotEqual(DecisionHash.Of(Plain with { Selector = start + "a" }), DecisionHash.Of(Plain with { Selector = start + "b" }));
    }

    // A field added later is met here by itself: one whose type has no changed value below fails the test, and so does one the hash forgets.
    private static void AssertMoves<T>(T plain, Func<T, DecisionInput> around, Dictionary<string, object> changed)
        where T : notnull
    {
        var before = DecisionHash.Of(around(plain));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            object copy = typeof(T).IsValueType ? plain : typeof(T).GetMethod("<Clone>$")!.Invoke(plain, null)!;
            property.SetValue(copy, changed.GetValueOrDefault(property.Name) ?? Changed(property));
            Assert.True(before != DecisionHash.Of(around((T)copy)), $"{typeof(T).Name}.{property.Name} does not move the hash.");
        }
    }

    private static object Changed(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(bool) => true,
        var type when type == typeof(int) => 12_345,
        var type when type == typeof(long) => 12_345L,
        var type when type == typeof(string) => "changed",
        var type when type.IsEnum => Enum.ToObject(type, 2),
        var type when type == typeof(DateTimeOffset) => Requests.Noon.AddTicks(1),
        var type when type == typeof(ImmutableArray<ProviderId>) => ImmutableArray.Create(new ProviderId("b")),
        var type when type == typeof(ImmutableArray<string>) => ImmutableArray.Create("b"),
        var type when type == typeof(NanoDollars) => new NanoDollars(12_345),
        var type => throw new InvalidOperationException($"Give {property.Name} of type {type.Name} a changed value."),
    };
}
