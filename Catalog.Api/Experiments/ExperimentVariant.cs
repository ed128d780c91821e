using Routing.Experiments;

namespace Catalog.Api.Experiments;

/// <summary>One of the ways that an experiment compares: an element of <c>experiments.variants</c>, and the same over REST.</summary>
internal sealed record ExperimentVariant
{
    public string Name { get; init; } = "";

    /// <summary>Its share of the participants, from 0 to 1; all variants have 1.</summary>
    public decimal Weight { get; init; }

    /// <summary>What is asked for in place of what the caller asked for.</summary>
    public string? Selector { get; init; }

    /// <summary>The ranking policy, before that of a preset.</summary>
    public string? Policy { get; init; }

    /// <summary>Below this complexity, from 0 to 10, the fast tier serves.</summary>
    public decimal? BalancedFrom { get; init; }

    /// <summary>Above this complexity, from 0 to 10, the powerful tier serves.</summary>
    public decimal? PowerfulAbove { get; init; }

    /// <summary>What is given empty is not given.</summary>
    public ExperimentVariant Normal() => this with
    {
        Selector = string.IsNullOrWhiteSpace(Selector) ? null : Selector,
        Policy = string.IsNullOrWhiteSpace(Policy) ? null : Policy,
    };

    public Variant ToDomain() => new()
    {
        Name = Name,
        WeightMillis = Thousandths.Of(Weight),
        Selector = Selector,
        Policy = Policy,
        BalancedFromMillis = BalancedFrom is { } balanced ? Thousandths.Of(balanced) : null,
        PowerfulAboveMillis = PowerfulAbove is { } powerful ? Thousandths.Of(powerful) : null,
    };
}
