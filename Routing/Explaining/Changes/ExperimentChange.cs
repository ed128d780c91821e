using Routing.Experiments;

namespace Routing.Explaining.Changes;

/// <summary>Another variant of the experiment that the request takes part in, or no part in it.</summary>
internal sealed class ExperimentChange : IChangeKind
{
    private const int Distance = 1_750;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (now.Input.Experiment is not { } bucket || now.Input.Index.Experiment(bucket.Experiment) is not { } experiment)
        {
            yield break;
        }

        var share = bucket.Number - (bucket.Number % Experiment.Whole);
        foreach (var variant in experiment.Variants.Where(variant => variant != experiment.VariantAt(bucket.Number)))
        {
            yield return new(
                "experiment",
                Distance,
                $"in variant {variant.Name} of experiment {experiment.Name}",
                () => now.Input with { Experiment = bucket with { Number = share + experiment.FirstBucketOf(variant) } });
        }

        yield return new("experiment", Distance, $"without the experiment {experiment.Name}", () => now.Input with { Experiment = null });
    }
}
