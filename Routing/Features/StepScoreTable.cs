using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>
/// How the measures of a step become its score: the mean of their scores by weight, over the measures that are known. Operators keep
/// it in the catalog.
/// </summary>
public sealed record StepScoreTable
{
    private static readonly ImmutableArray<CurvePoint> AsItIs = [new(0, 0), new(Score.Highest, Score.Highest)];

    /// <summary>The table that holds where nobody has set another.</summary>
    /// <remarks>
    /// Lengths and sizes count by their order of magnitude, since ten times the text is not ten times the work. In a plain chat
    /// difficulty is nearly all there is, so it weighs most.
    /// </remarks>
    public static readonly StepScoreTable Shipped = new(
    [
        new(100, [new(0, 0), new(200, 1_000), new(1_000, 3_000), new(4_000, 5_000), new(16_000, 7_000), new(64_000, 9_000), new(256_000, 10_000)]),
        new(80, [new(0, 0), new(1_000, 2_000), new(10_000, 4_000), new(100_000, 6_000), new(1_000_000, 8_000), new(10_000_000, 10_000)]),
        new(100, [new(0, 0), new(1, 2_000), new(3, 5_000), new(6, 8_000), new(10, 10_000)]),
        new(70, [new(1, 0), new(4, 2_000), new(10, 5_000), new(20, 8_000), new(40, 10_000)]),
        new(150, AsItIs),
        new(500, AsItIs),
    ]);

    private readonly ImmutableArray<Measure> _measures;

    private StepScoreTable(ImmutableArray<Measure> measures) => _measures = measures;

    /// <summary>How a measure counts.</summary>
    public Measure this[StepMeasure measure] => _measures[(int)measure];

    /// <summary>Whether anything counts at all.</summary>
    public bool HasWeight => _measures.Any(static measure => measure.Weight > 0);

    /// <summary>The same table with one measure counting otherwise.</summary>
    public StepScoreTable With(StepMeasure measure, Measure counts) => new(_measures.SetItem((int)measure, counts));

    /// <summary>By every measure.</summary>
    public bool Equals(StepScoreTable? other) => other is not null && _measures.AsSpan().SequenceEqual(other._measures.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_measures[0], _measures[^1]);
}
