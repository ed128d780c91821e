using Routing.Experiments.Judging;

namespace Catalog.Api.Experiments;

/// <summary>What the ledger has of one variant.</summary>
internal sealed record VariantFigures
{
    public required string Variant { get; init; }

    /// <summary>Participants: sessions, keys, … as the experiment draws.</summary>
    public long Units { get; init; }

    public long Calls { get; init; }

    /// <summary>Those answered, from the router's cache too.</summary>
    public long Served { get; init; }

    public long Failed { get; init; }

    /// <summary>Those that nothing could serve.</summary>
    public long Refused { get; init; }

    /// <summary>Those that their caller left.</summary>
    public long Aborted { get; init; }

    /// <summary>Those that were served as without the experiment, since the variant could not.</summary>
    public long SetAside { get; init; }

    public long Verdicts { get; init; }

    public long Ratings { get; init; }

    public double RatingSum { get; init; }

    public RatioSums Success { get; init; }

    public RatioSums Cost { get; init; }

    public RatioSums Latency { get; init; }

    public RatioSums Quality { get; init; }

    /// <summary>The median and the 95th percentile in milliseconds; null where nothing was answered.</summary>
    public double[]? LatencyQuantiles { get; init; }

    public RatioSums Of(Measure measure) => measure switch
    {
        Measure.Success => Success,
        Measure.Cost => Cost,
        Measure.Latency => Latency,
        _ => Quality,
    };
}
