using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining.Changes;
using Routing.Features;
using Routing.Health;

namespace Routing.Tests.Explaining;

/// <summary>
/// Every single change of the known kinds, found without looking at what the decision did: each value of each score, each amount, each
/// name of the catalog. Far too many for production, which is what the search is for; with a source of chance, amounts are sampled.
/// </summary>
internal sealed class EverySmallerChange(DecisionInput input, Random? sampling)
{
    private const int Sampled = 8;

    private readonly CatalogSnapshot _snapshot = input.Index.Snapshot;

    public IEnumerable<(int Distance, DecisionInput Input)> Below(int limit) =>
        Scores().Concat(Amounted()).Concat(Health()).Concat(ByHand()).Where(change => change.Distance < limit).Select(change => (change.Distance, change.Apply()));

    private IEnumerable<int> Amount(int end) =>
        sampling is null || end < Sampled ? Enumerable.Range(0, end) : Enumerable.Range(0, Sampled).Select(_ => sampling.Next(end));

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

            if (hints.AgentScores?.ScoreMillis is { } agent)
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

        foreach (var tokens in Amount(features.EstimatedInputTokens))
        {
            yield return (Amounts.Distance(features.EstimatedInputTokens, tokens), () => input with { Features = features with { EstimatedInputTokens = tokens } });
        }

        foreach (var window in Amount(input.Requirements.MinimumContext))
        {
            yield return (Amounts.Distance(input.Requirements.MinimumContext, window), () => Requiring(input.Requirements with { MinimumContext = window }));
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

    private DecisionInput With(CatalogSnapshot snapshot) => input with { Index = new CatalogIndex(snapshot) };
}
