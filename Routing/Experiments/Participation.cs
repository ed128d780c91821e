using Routing.Decisions;

namespace Routing.Experiments;

/// <summary>The part of a request in an experiment.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Variant">The variant it fell in.</param>
/// <param name="Unit">What was drawn for.</param>
/// <param name="Selector">What the variant asks for in place of what the caller asked for; null when that stands.</param>
/// <param name="SetAside">Whether the variant could not serve, so that the request was served as it would be without the experiment. It counts for the variant all the same.</param>
public sealed record Participation(string Experiment, string Variant, ExperimentUnit Unit, string? Selector = null, bool SetAside = false)
{
    /// <summary>The part of a request.</summary>
    /// <returns>Null when it takes part in no experiment of its catalog.</returns>
    public static Participation? Of(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Experiment is { } bucket && Variation.Of(input.Index, bucket) is { } variant
            ? new(bucket.Experiment, variant.Name, bucket.Unit, variant.Selector)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"experiment {Experiment}: variant {Variant}, drawn by {ExperimentUnits.NameOf(Unit)}{(SetAside ? ", cannot serve and is set aside" : Selector is null ? "" : $", asks for {Selector}")}";
}
