using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Filters;
using Routing.Health;
using Routing.Ranking;

namespace Routing.Tests.Decisions;

/// <summary>
/// All that could be done for a deployment that was left out, each wish taken back as far as it goes and each obstacle removed by itself,
/// without asking the filters what helps. Any number of them is tried together, which nobody could afford in production.
/// </summary>
internal static class EveryRelaxation
{
    // What is done to the prompt stands before what is done to the demand for a window, which may undo a part of it.
    private static readonly (RelaxationKind Kind, Func<Trial, Trial> Do)[] All =
    [
        (RelaxationKind.Prompt, AsIfItFitted),
        (RelaxationKind.Capabilities, trial => Requiring(trial, required => required with { Capabilities = default }) with { Features = trial.Features with { RequiredCapabilities = Capabilities.Chat } }),
        (RelaxationKind.MinimumContext, trial => Requiring(trial, required => required with { MinimumContext = 0 })),
        (RelaxationKind.MaxCost, trial => Requiring(trial, required => required with { MaxCost = null })),
        (RelaxationKind.MaxFirstToken, trial => Requiring(trial, required => required with { MaxFirstTokenMillis = null })),
        (RelaxationKind.MaxTotal, trial => Requiring(trial, required => required with { MaxTotalMillis = null })),
        (RelaxationKind.Regions, trial => Requiring(trial, required => required with { Regions = [] })),
        (RelaxationKind.AllowedModels, trial => Requiring(trial, required => required with { AllowedModels = [] })),
        (RelaxationKind.DeniedModels, trial => Requiring(trial, required => required with { DeniedModels = [] })),
        (RelaxationKind.AllowedProviders, trial => Requiring(trial, required => required with { AllowedProviders = [] })),
        (RelaxationKind.DeniedProviders, trial => Requiring(trial, required => required with { DeniedProviders = [] })),
        (RelaxationKind.Name, trial => trial with { Named = true }),
        (RelaxationKind.Wait, trial => trial with { Health = trial.Health with { CoolingUntil = null } }),
        (RelaxationKind.Wait, trial => Closed(trial, CircuitState.Open)),
        (RelaxationKind.Credential, trial => trial with { Provider = trial.Provider with { ApiKeyEnvironment = null } }),
        (RelaxationKind.Enable, trial => Closed(trial, CircuitState.Isolated)),
        (RelaxationKind.Enable, trial => trial with { Deployment = trial.Deployment with { Enabled = true } }),
        (RelaxationKind.Enable, trial => trial with { Provider = trial.Provider with { Enabled = true } }),
    ];

    /// <summary>The fewest changes that admit one of those left out, and of these the nearest; null when so many are not enough.</summary>
    public static (int Count, RelaxationKind Farthest)? Fewest(DecisionInput input, IEnumerable<Exclusion> exclusions, int most)
    {
        var trials = exclusions.Where(exclusion => exclusion.Listing?.Provider is not null).Select(exclusion => new Trial(
            input, exclusion.Listing!.Deployment, exclusion.Listing.Provider!, input.Health.For(exclusion.Deployment), exclusion.Named)).ToArray();
        for (var count = 1; count <= most; count++)
        {
            var kinds = (from changes in Subsets(count, 0)
                         let farthest = changes.Max(change => change.Kind)
                         where trials.Any(trial => IsAdmitted(changes.Aggregate(trial, (changed, change) => change.Do(changed))))
                         select farthest).ToArray();
            if (kinds.Length > 0)
            {
                return (count, kinds.Min());
            }
        }

        return null;
    }

    private static IEnumerable<(RelaxationKind Kind, Func<Trial, Trial> Do)[]> Subsets(int count, int from) => count == 0
        ? [[]]
        : Enumerable.Range(from, All.Length - from).SelectMany(first => Subsets(count - 1, first + 1), ((RelaxationKind, Func<Trial, Trial>)[] (first, rest) => [All[first], .. rest]));

    private static bool IsAdmitted(Trial trial)
    {
        var request = new RankedRequest(trial.Input);
        var contender = new Contender(in request, new Listing(trial.Deployment, trial.Provider, 0, 0), trial.Health, trial.Named);
        return CandidateFilters.Examine(in contender, CandidateFilters.Concerned(trial.Input)) is null;
    }

    // A shorter prompt would cost less too; so the window grows instead, and meets the demand for one no better than before.
    private static Trial AsIfItFitted(Trial trial)
    {
        var wider = trial with { Deployment = trial.Deployment with { ContextWindow = trial.Deployment.ContextWindow == 0 ? 0 : int.MaxValue - 1 } };
        return trial.Deployment.ContextWindow < trial.Input.Requirements.MinimumContext ? Requiring(wider, required => required with { MinimumContext = int.MaxValue }) : wider;
    }

    private static Trial Closed(Trial trial, CircuitState from) =>
        trial.Health.Circuit == from ? trial with { Health = trial.Health with { Circuit = CircuitState.Closed } } : trial;

    private static Trial Requiring(Trial trial, Func<Requirements, Requirements> change) =>
        trial with { Input = trial.Input with { Hints = trial.Input.Hints with { Requirements = change(trial.Input.Requirements) } } };

    private sealed record Trial(DecisionInput Input, Deployment Deployment, Provider Provider, HealthState Health, bool Named)
    {
        public RequestFeatures Features
        {
            get => Input.Features;
            init => Input = Input with { Features = value };
        }
    }
}
