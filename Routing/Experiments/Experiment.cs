using System.Collections.Immutable;

namespace Routing.Experiments;

/// <summary>A trial that runs: a share of the traffic is split over variants, to learn which of them serves better.</summary>
public sealed record Experiment
{
    /// <summary>A whole, in thousandths.</summary>
    public const int Whole = 1_000;

    /// <summary>The name: lower-case letters, digits, hyphens and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, to be read by people.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the draw is salted with, so that no two experiments draw alike.</summary>
    public required string Salt { get; init; }

    /// <summary>Whom it covers.</summary>
    public ExperimentScope Scope { get; init; } = ExperimentScope.Open;

    /// <summary>What is drawn once and stays in its variant.</summary>
    public ExperimentUnit Unit { get; init; } = ExperimentUnit.Session;

    /// <summary>How many of a thousand units take part. Whoever takes part goes on doing so, in the same variant, when it grows.</summary>
    public int ShareMillis { get; init; } = Whole;

    /// <summary>What is compared; the first is what the others are compared with. The weights add up to 1,000.</summary>
    public required ImmutableArray<Variant> Variants { get; init; }

    /// <summary>When it began. Of two experiments that cover a request the one that began first may have it.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The variant that a bucket falls in; null when it takes no part.</summary>
    public Variant? VariantAt(int bucket)
    {
        var (share, place) = Math.DivRem(bucket, Whole);
        if (share >= ShareMillis)
        {
            return null;
        }

        foreach (var variant in Variants)
        {
            place -= variant.WeightMillis;
            if (place < 0)
            {
                return variant;
            }
        }

        return null;
    }

    /// <summary>The first bucket that falls in a variant, if any unit takes part at all.</summary>
    internal int FirstBucketOf(Variant variant) => Variants.TakeWhile(row => row != variant).Sum(static row => row.WeightMillis);
}
