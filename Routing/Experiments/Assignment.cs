using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Experiments;

/// <summary>Finds the experiment that a request takes part in: one at most, of those that cover it the one that began first and drew it in.</summary>
public static class Assignment
{
    /// <summary>The bucket of a request.</summary>
    /// <param name="index">The catalog.</param>
    /// <param name="selector">What the caller asked for; null when nothing was named.</param>
    /// <param name="defaults">What it stands for when it is missing.</param>
    /// <param name="policy">The policy that the request itself names, which no experiment overrides; null when it names none.</param>
    /// <param name="who">Who asks.</param>
    /// <returns>Null when it takes part in none.</returns>
    public static ExperimentBucket? Of(CatalogIndex index, string? selector, in DefaultModels defaults, string? policy, in Participant who)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (index.Experiments.Length == 0)
        {
            return null;
        }

        var asked = SelectorResolver.NameOf(index, selector, defaults);
        foreach (var experiment in index.Experiments)
        {
            if (experiment.Scope.Covers(asked, who) && (policy is null || !experiment.Variants.Any(static variant => variant.Policy is not null))
                && Drawn(experiment, who) is { } bucket)
            {
                return bucket;
            }
        }

        return null;
    }

    private static ExperimentBucket? Drawn(Experiment experiment, in Participant who)
    {
        var named = who[experiment.Unit];
        var unit = string.IsNullOrEmpty(named) ? ExperimentUnit.Request : experiment.Unit;
        var number = Draw.Bucket(experiment.Salt, who[unit]!);
        return experiment.VariantAt(number) is null ? null : new() { Experiment = experiment.Name, Unit = unit, Number = number };
    }
}
