namespace Routing.Experiments;

/// <summary>What was drawn for a request: with the catalog it says the variant.</summary>
public sealed record ExperimentBucket
{
    /// <summary>One above the highest bucket.</summary>
    public const int Count = Experiments.Experiment.Whole * Experiments.Experiment.Whole;

    /// <summary>The experiment.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>What was drawn for: the experiment's unit, or the request where it did not name one.</summary>
    public ExperimentUnit Unit { get; init; }

    /// <summary>From 0 to 999,999: its thousands say whether the unit takes part, the rest says in which variant.</summary>
    public int Number { get; init; }
}
