using System.Text.Json.Serialization;

namespace Catalog.Api.Settings;

/// <summary>How one measure of a step counts. What is left out stays as it is.</summary>
internal sealed record MeasureView
{
    /// <summary>From 0 (not at all) to 1,000; only proportions matter.</summary>
    public int? Weight { get; init; }

    /// <summary>1 to 64 points by rising value; between two of them the score runs straight, beyond the ends it stays.</summary>
    public IReadOnlyList<CurvePointView>? Curve { get; init; }
}

/// <summary>A point at which the score of a measure is laid down.</summary>
internal sealed record CurvePointView
{
    /// <summary>The measure, 0 to 10^12.</summary>
    [JsonRequired]
    public long Value { get; init; }

    /// <summary>Its score, 0 to 10; never lower than at the point before.</summary>
    [JsonRequired]
    public decimal Score { get; init; }
}
