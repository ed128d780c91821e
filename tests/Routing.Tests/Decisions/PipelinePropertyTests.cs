using FsCheck;
using FsCheck.Fluent;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;

namespace Routing.Tests.Decisions;

public class PipelinePropertyTests
{
    [Fact]
    public void Whatever_is_asked_a_decision_or_a_refusal_comes_back_and_twice_the_same()
    {
        Prop.ForAll(Inputs(), input =>
        {
            var (first, second) = (RoutingPipeline.Decide(input), RoutingPipeline.Decide(input));
            return Print(first) == Print(second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_candidate_is_listed_twice_and_none_is_excluded_as_well()
    {
        Prop.ForAll(Inputs(), input =>
        {
            var (candidates, exclusions) = Sides(RoutingPipeline.Decide(input));
            var all = candidates.Concat(exclusions).ToArray();
            return all.Distinct().Count() == all.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_candidate_lacks_its_key_or_has_an_open_circuit()
    {
        Prop.ForAll(Inputs(), input => RoutingPipeline.Decide(input) is not RoutingOutcome.Decided(var decision)
            || decision.Candidates.All(candidate =>
                input.CredentialsHeld.Contains(candidate.Provider.Id)
                && input.Health.For(candidate.Deployment.Id).Circuit is CircuitState.Closed or CircuitState.HalfOpen))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_key_more_never_turns_a_decision_into_a_refusal()
    {
        Prop.ForAll(Inputs(), input => RoutingPipeline.Decide(input) is RoutingOutcome.Refused
            || RoutingPipeline.Decide(input with { CredentialsHeld = new NameSet(["a", "b", "c"]) }) is RoutingOutcome.Decided)
            .QuickCheckThrowOnFailure();
    }

    private static Arbitrary<DecisionInput> Inputs()
    {
        var selectors = Gen.Elements<string?>(
            null, "auto", "fast", "balanced", "powerful", "oak-1", "a/oak-1", "b/ash-3", "family:ash", "best", "wild", "nonsense", "a/", "\0", "lost");
        var keys = Gen.SubListOf("a", "b", "c").Select(names => new NameSet(names));
        var circuits = Gen.Elements(Enum.GetValues<CircuitState>());
        var health = Gen.SubListOf(Towns.Snapshot.Deployments.Select(deployment => deployment.Id).ToArray())
            .SelectMany(_ => circuits, (ids, circuit) => new HealthView(ids.ToDictionary(id => id, _ => new HealthState { Circuit = circuit })));
        var numbers = Gen.Choose(-10, 200_000);
        var hints = numbers.Three().SelectMany(_ => Gen.SubListOf("a", "b", "c"), (n, denied) => new RoutingHints
        {
            PreviousFailures = n.Item1 % 3,
            BudgetRemaining = n.Item2 % 2 == 0 ? n.Item2 : null,
            AgentScores = n.Item3 % 2 == 0 ? new() { CombinedMillis = n.Item3 } : null,
            Requirements = new() { DeniedProviders = [.. denied.Select(name => new ProviderId(name))] },
        });

        return (from selector in selectors
                from credentials in keys
                from view in health
                from hint in hints
                from tokens in numbers
                select Requests.For(Towns.Index, selector) with
                {
                    CredentialsHeld = credentials,
                    Health = view,
                    Hints = hint,
                    Features = new RequestFeatures { EstimatedInputTokens = tokens, PromptCharacters = tokens, MessageCount = tokens },
                }).ToArbitrary();
    }

    private static (IEnumerable<DeploymentId> Candidates, IEnumerable<DeploymentId> Exclusions) Sides(RoutingOutcome outcome) => outcome switch
    {
        RoutingOutcome.Decided(var decision) => (decision.Candidates.Select(candidate => candidate.Deployment.Id), decision.Exclusions.Select(e => e.Deployment)),
        RoutingOutcome.Refused(var error) => ([], error.Exclusions.Select(e => e.Deployment)),
        _ => throw new InvalidOperationException(),
    };

    private static string Print(RoutingOutcome outcome) => outcome switch
    {
        RoutingOutcome.Decided(var decision) => string.Join('|', [.. decision.Names(), .. decision.Exclusions.Select(e => e.ToString()), .. decision.Reasons, decision.Hash]),
        RoutingOutcome.Refused(var error) => error.Message,
        _ => "",
    };
}
