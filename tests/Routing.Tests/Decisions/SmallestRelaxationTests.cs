using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Money;
using Routing.Tests.Replaying;

namespace Routing.Tests.Decisions;

public class SmallestRelaxationTests
{
    private const int Cases = 3_000;

    [Fact]
    public void What_is_proposed_admits_somebody_and_nothing_smaller_does()
    {
        var made = new RandomDecisions(new Random(20261126));
        var proposed = 0;
        for (var i = 0; i < Cases; i++)
        {
            var input = made.Next();
            if (RoutingPipeline.Decide(input) is not RoutingOutcome.Refused({ Kind: RoutingErrorKind.NoUsableCandidate } error))
            {
                continue;
            }

            if (error.Relaxation is not { } relaxation)
            {
                Assert.Null(EveryRelaxation.Fewest(input, error.Exclusions, most: 2));
                continue;
            }

            proposed++;
            var said = (relaxation.Steps.Length, relaxation.Steps.Max(step => step.Kind));
            Assert.True(EveryRelaxation.Fewest(input, error.Exclusions, said.Length) == said, $"Case {i}: not the smallest: {relaxation}");
            if (Follow(input, relaxation) is { } followed)
            {
                Assert.True(RoutingPipeline.Decide(followed) is RoutingOutcome.Decided, $"Case {i}: does not help: {relaxation}");
                Assert.True(IsLeast(input, relaxation), $"Case {i}: less would do: {relaxation}");
            }
        }

        Assert.True(proposed > Cases / 20, $"Only {proposed} of {Cases} requests were refused with a proposal.");
    }

    // A limit that is moved a little less far admits nobody.
    private static bool IsLeast(DecisionInput input, Relaxation relaxation)
    {
        if (relaxation.Steps is not [{ Value.Length: > 0 } step])
        {
            return true;
        }

        // Costs are shown to a ten-millionth of a dollar, rounded up.
        var less = step.Kind switch
        {
            RelaxationKind.MaxCost => step with { Value = (decimal.Parse(step.Value, CultureInfo.InvariantCulture) - 0.0000001m).ToString(CultureInfo.InvariantCulture) },
            // A shorter prompt costs less as well: that this may be enough for somebody else is not looked for.
            RelaxationKind.Prompt when input.Requirements.MaxCost is not null => null,
            RelaxationKind.MaxFirstToken or RelaxationKind.MaxTotal or RelaxationKind.Prompt => step with { Value = $"{long.Parse(step.Value, CultureInfo.InvariantCulture) - 1}" },
            RelaxationKind.MinimumContext => step with { Value = $"{long.Parse(step.Value, CultureInfo.InvariantCulture) + 1}" },
            _ => null,
        };
        return less is null || RoutingPipeline.Decide(Follow(input, relaxation with { Steps = [less] })!) is RoutingOutcome.Refused;
    }

    // Does what is proposed, by its data alone; null where that takes shortening a text that is not there.
    private static DecisionInput? Follow(DecisionInput input, Relaxation relaxation)
    {
        var id = relaxation.Deployment;
        var deployment = input.Index.Deployment(id)!;
        foreach (var (kind, value, _) in relaxation.Steps)
        {
            if (kind is RelaxationKind.Prompt && input.Features.PromptBytes > 0)
            {
                return null;
            }

            var required = input.Requirements;
            input = kind switch
            {
                RelaxationKind.Capabilities => Requiring(
                    input with { Features = input.Features with { RequiredCapabilities = input.Features.RequiredCapabilities & ~CapabilityNames.ParseKnown(value.Split(',')) } },
                    required with { Capabilities = required.Capabilities & ~CapabilityNames.ParseKnown(value.Split(',')) }),
                RelaxationKind.MinimumContext => Requiring(input, required with { MinimumContext = value.Length == 0 ? 0 : Number(value) }),
                RelaxationKind.MaxCost => Requiring(input, required with { MaxCost = value.Length == 0 ? null : NanoDollars.FromDollars(decimal.Parse(value, CultureInfo.InvariantCulture)) }),
                RelaxationKind.MaxFirstToken => Requiring(input, required with { MaxFirstTokenMillis = Number(value) }),
                RelaxationKind.MaxTotal => Requiring(input, required with { MaxTotalMillis = Number(value) }),
                RelaxationKind.Regions => Requiring(input, required with { Regions = value.Length == 0 ? [] : required.Regions.Add(value) }),
                RelaxationKind.AllowedModels => Requiring(input, required with { AllowedModels = required.AllowedModels.Add(value) }),
                RelaxationKind.DeniedModels => Requiring(input, required with
                {
                    DeniedModels = required.DeniedModels.RemoveAll(name => name == value || name == id.Model || name == deployment.CanonicalId?.Value),
                }),
                RelaxationKind.AllowedProviders => Requiring(input, required with { AllowedProviders = required.AllowedProviders.Add(new(value)) }),
                RelaxationKind.DeniedProviders => Requiring(input, required with { DeniedProviders = required.DeniedProviders.RemoveAll(other => other.Value == value) }),
                RelaxationKind.Name => input with { Selector = value },
                RelaxationKind.Prompt => input with { Features = Shorter(input.Features, Number(value)) },
                RelaxationKind.Wait => Well(input, id),
                RelaxationKind.Credential => input with { CredentialsHeld = new([.. input.CredentialsHeld.Names, id.Provider.Value]) },
                _ => Enabled(input, id),
            };
        }

        return input;
    }

    private static RequestFeatures Shorter(RequestFeatures features, int tokens) => features.EstimatedInputTokens >= tokens
        ? features with { EstimatedInputTokens = features.EstimatedInputTokens - tokens }
        : features with { EstimatedInputTokens = 0, MaxOutputTokens = features.MaxOutputTokens - (tokens - features.EstimatedInputTokens) };

    private static DecisionInput Well(DecisionInput input, DeploymentId id) =>
        input with { Health = new(input.Health.States.ToDictionary(row => row.Key, row => row.Key == id ? row.Value with { CoolingUntil = null, Circuit = CircuitState.Closed } : row.Value)) };

    private static DecisionInput Enabled(DecisionInput input, DeploymentId id) => Well(input, id) with
    {
        Index = new(input.Index.Snapshot with
        {
            Providers = [.. input.Index.Snapshot.Providers.Select(row => row.Id == id.Provider ? row with { Enabled = true } : row)],
            Deployments = [.. input.Index.Snapshot.Deployments.Select(row => row.Id == id ? row with { Enabled = true } : row)],
        }),
    };

    private static DecisionInput Requiring(DecisionInput input, Requirements required) => input with { Hints = input.Hints with { Requirements = required } };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
