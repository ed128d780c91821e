using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining.Changes;
using Routing.Features;
using Routing.Health;
using Routing.Money;
using Routing.Profiles;

namespace Routing.Tests.Explaining;

/// <summary>
/// Every single change of the known kinds, found without looking at what the decision did: each value of each score, each amount, each
/// name of the catalog. Far too many for production, which is what the search is for; with a source of chance, amounts are sampled.
/// </summary>
internal sealed class EverySmallerChange(DecisionInput input, Random? sampling, int sampled = 8)
{
    private readonly CatalogSnapshot _snapshot = input.Index.Snapshot;
    private readonly Decision? _decision = RoutingPipeline.Decide(input, CandidateList.Most) is RoutingOutcome.Decided(var decision) ? decision : null;

    public IEnumerable<(int Distance, DecisionInput Input)> Below(int limit) =>
        Scores().Concat(Amounted()).Concat(PromptSizes()).Concat(Limits()).Concat(Health()).Concat(Ranked()).Concat(ByHand()).Concat(Permissions()).Where(change => change.Distance < limit).Select(change => (change.Distance, change.Apply()));

    private IEnumerable<int> Amount(int end) =>
        sampling is null || end <= sampled ? Enumerable.Range(0, end) : Enumerable.Range(0, sampled).Select(_ => sampling.Next(end));

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Scores()
    {
        var (features, hints) = (input.Features, input.Hints);
        foreach (var value in Amount(10_001))
        {
            if (features.Prompt is { } prompt)
            {
                yield return (Math.Abs(value - prompt.DifficultyMillis), () => input with { Features = features with { Prompt = prompt with { DifficultyMillis = value } } });
            }

            if (hints.StepMetrics.ReasoningMillis is { } reasoning)
            {
                yield return (Math.Abs(value - reasoning), () => input with { Hints = hints with { StepMetrics = hints.StepMetrics with { ReasoningMillis = value } } });
            }

            if (hints.AgentScores?.ScoreMillis(_snapshot.Rules.CreationShareMillis) is { } agent)
            {
                yield return (Math.Abs(value - agent), () => input with { Hints = hints with { AgentScores = hints.AgentScores with { CombinedMillis = value } } });
            }
        }
    }

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Amounted()
    {
        var (features, hints) = (input.Features, input.Hints);
        for (var failures = 0; failures < 6; failures++)
        {
            var other = failures;
            yield return (1_500 * Math.Abs(other - hints.PreviousFailures), () => input with { Hints = hints with { PreviousFailures = other } });
        }

        foreach (var amount in Amount(700_000))
        {
            yield return (
                hints.BudgetRemaining is { } left ? Amounts.Distance(left, amount) : Amounts.Farthest,
                () => input with { Hints = hints with { BudgetRemaining = amount } });
        }

        foreach (var window in Amount(input.Requirements.MinimumContext))
        {
            yield return (Amounts.Distance(input.Requirements.MinimumContext, window), () => Requiring(input.Requirements with { MinimumContext = window }));
        }
    }

    // Tokens one by one; where the text was measured or costs count, whole percent of it.
    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> PromptSizes()
    {
        var features = input.Features;
        if (features.PromptBytes == 0 && _decision?.Policy is null && input.Session is null && input.Requirements.MaxCost is null)
        {
            foreach (var tokens in Amount(features.EstimatedInputTokens))
            {
                yield return (Amounts.Distance(features.EstimatedInputTokens, tokens), () => With(features with { EstimatedInputTokens = tokens }));
            }

            yield break;
        }

        foreach (var share in Amount(100))
        {
            var shorter = features.PromptBytes == 0
                ? features with { EstimatedInputTokens = (int)((long)features.EstimatedInputTokens * share / 100) }
                : features with
                {
                    PromptBytes = Math.Max((int)((long)features.PromptBytes * share / 100), 1),
                    PromptCharacters = (int)((long)features.PromptCharacters * share / 100),
                };
            yield return (100 * (100 - share), () => With(features.PromptBytes == 0
                ? shorter
                : shorter with { EstimatedInputTokens = TokenEstimates.InputTokens(shorter, TokenFamily.Unknown) }));
        }
    }

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Limits()
    {
        var required = input.Requirements;
        if (required.MaxCost is { Value: var cost })
        {
            yield return (Amounts.Farthest, () => Requiring(required with { MaxCost = null }));
            foreach (var more in Amount(20_000).Select(step => step * 100_000L))
            {
                yield return (Amounts.Distance(cost, cost + more), () => Requiring(required with { MaxCost = new NanoDollars(cost + more) }));
            }
        }

        foreach (var more in Amount(60_000))
        {
            if (required.MaxFirstTokenMillis is { } first)
            {
                yield return (Amounts.Distance(first, first + more), () => Requiring(required with { MaxFirstTokenMillis = first + more }));
            }

            if (required.MaxTotalMillis is { } total)
            {
                yield return (Amounts.Distance(total, total + more), () => Requiring(required with { MaxTotalMillis = total + more }));
            }
        }
    }

    // What was ranked behind, at lower prices, quicker, or better rated.
    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Ranked()
    {
        if (_decision is not { Policy: not null } decision)
        {
            yield break;
        }

        foreach (var behind in decision.Candidates.Skip(1).Select(candidate => candidate.Deployment))
        {
            foreach (var share in Amount(100))
            {
                var distance = 100 * (100 - share);
                yield return (distance, () => With(_snapshot with { Deployments = _snapshot.Deployments.Replace(behind, Cheaper(behind, share)) }));
                if (input.Health.States.TryGetValue(behind.Id, out var state))
                {
                    yield return (distance, () => input with { Health = new HealthView(new Dictionary<DeploymentId, HealthState>(input.Health.States) { [behind.Id] = Quicker(state, share) }) });
                }
            }

            foreach (var more in Amount(401))
            {
                if (behind.CanonicalId is { } model && model != decision.Primary.Deployment.CanonicalId)
                {
                    yield return (Amounts.Distance(100, 100 + more), () => With(_snapshot with { CapabilityProfiles = Better(model, more) }));
                }
            }
        }
    }

    private static Deployment Cheaper(Deployment deployment, int share) => deployment with
    {
        Prices = [.. deployment.Prices.Select(price => price with { Input = Of(price.Input, share), Output = Of(price.Output, share), CachedInput = price.CachedInput is { } cached ? Of(cached, share) : null })],
    };

    private static TokenPrice Of(TokenPrice price, int share) => new(price.NanoDollarsPerMillion * share / 100);

    private static HealthState Quicker(HealthState state, int share) => state.FirstTokenMillis is { } first
        ? state with { FirstTokenMillis = first * share / 100 }
        : state with { LatencyMillis = state.LatencyMillis * share / 100 };

    private ImmutableArray<ModelCapabilityProfile> Better(ModelId model, int more)
    {
        var profile = _snapshot.CapabilityProfiles.FirstOrDefault(row => row.Model == model && row.IsActive is not false);
        var better = profile ?? new() { Model = model };
        return [.. _snapshot.CapabilityProfiles.Where(row => row != profile), better with { RoutingWeightMillis = (better.RoutingWeightMillis ?? 1_000) * (100 + more) / 100 }];
    }

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Permissions()
    {
        var required = input.Requirements;
        foreach (var denied in required.DeniedModels)
        {
            yield return (5_000, () => Requiring(required with { DeniedModels = [.. required.DeniedModels.Where(other => other != denied)] }));
        }

        foreach (var deployment in _snapshot.Deployments)
        {
            foreach (var name in new[] { deployment.Id.ToString(), deployment.Id.Model, deployment.CanonicalId?.Value ?? "" }.Where(_ => !required.AllowedModels.IsEmpty))
            {
                yield return (5_000, () => Requiring(required with { AllowedModels = required.AllowedModels.Add(name) }));
            }

            if (!required.Regions.IsEmpty)
            {
                yield return (5_000, () => Requiring(required with { Regions = required.Regions.Add(deployment.Region ?? "nowhere") }));
                yield return (Amounts.Farthest, () => Requiring(required with { Regions = [] }));
            }
        }
    }

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> Health()
    {
        var states = input.Health.States;
        foreach (var id in states.Keys)
        {
            yield return (2_000, () => input with { Health = new HealthView(states.Where(row => row.Key != id).ToDictionary()) });
        }

        foreach (var provider in states.Keys.Select(id => id.Provider).Distinct())
        {
            yield return (2_500, () => input with { Health = new HealthView(states.Where(row => row.Key.Provider != provider).ToDictionary()) });
        }
    }

    private IEnumerable<(int Distance, Func<DecisionInput> Apply)> ByHand()
    {
        var (features, required) = (input.Features, input.Requirements);
        if (input.Experiment is { } bucket)
        {
            yield return (1_750, () => input with { Experiment = null });
            foreach (var number in Enumerable.Range(0, 10).Select(static tenth => tenth * 100))
            {
                yield return (1_750, () => input with { Experiment = bucket with { Number = number } });
            }
        }

        foreach (var provider in _snapshot.Providers)
        {
            var id = provider.Id;
            if (!input.CredentialsHeld.Contains(id))
            {
                yield return (4_000, () => input with { CredentialsHeld = new NameSet([.. input.CredentialsHeld.Names, id.Value]) });
            }

            yield return (5_000, () => Requiring(required with { DeniedProviders = [.. required.DeniedProviders.Where(other => other != id)] }));
            if (!required.AllowedProviders.IsEmpty)
            {
                yield return (5_000, () => Requiring(required with { AllowedProviders = required.AllowedProviders.Add(id) }));
            }

            if (!provider.Enabled)
            {
                yield return (6_000, () => With(_snapshot with { Providers = [.. _snapshot.Providers.Select(row => row.Id == id ? row with { Enabled = true } : row)] }));
            }
        }

        foreach (var capability in Enum.GetValues<Capabilities>())
        {
            yield return (5_000, () => input with
            {
                Features = features with { RequiredCapabilities = features.RequiredCapabilities & ~capability },
                Hints = input.Hints with { Requirements = required with { Capabilities = required.Capabilities & ~capability } },
            });
        }

        foreach (var deployment in _snapshot.Deployments.Where(row => !row.Enabled))
        {
            yield return (6_000, () => With(_snapshot with
            {
                Deployments = [.. _snapshot.Deployments.Select(row => row.Id == deployment.Id ? row with { Enabled = true } : row)],
            }));
        }
    }

    private DecisionInput Requiring(Requirements required) => input with { Hints = input.Hints with { Requirements = required } };

    private DecisionInput With(RequestFeatures features) => input with { Features = features };

    private DecisionInput With(CatalogSnapshot snapshot) => input with { Index = new CatalogIndex(snapshot) };
}
