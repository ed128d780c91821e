using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>How benchmark figures become scores, and what is assumed of models that have none.</summary>
internal sealed record CuratedProfiles
{
    /// <summary>How far apart two neighbouring sizes or generations of a family are assumed to be, in thousandths.</summary>
    public required int Step { get; init; }

    public required ImmutableArray<CuratedBenchmarkRule> Benchmarks { get; init; }

    public required ImmutableArray<CuratedSibling> Siblings { get; init; }
}

/// <summary>Where the figures of one benchmark stand on the ladder from 0 to 1,000 on which all models are compared.</summary>
internal sealed record CuratedBenchmarkRule
{
    public required string Benchmark { get; init; }

    /// <summary>What it measures.</summary>
    public required ImmutableArray<string> Capabilities { get; init; }

    /// <summary><c>published</c>, or <c>claimed</c> for figures of a model's maker and figures without a source of their own.</summary>
    public required string Basis { get; init; }

    public required int Confidence { get; init; }

    /// <summary>Points by rising figure; between two of them the score runs straight, beyond the ends it stays.</summary>
    public required ImmutableArray<CuratedCurvePoint> Curve { get; init; }

    /// <summary>Whether it rates a model as a whole, and so stands in for capabilities nobody measured.</summary>
    public bool General { get; init; }

    /// <summary>What the curve was fixed by.</summary>
    public required string Why { get; init; }

    public int ScoreOf(decimal figure)
    {
        var upper = Curve.Count(point => point.At < figure);
        if (upper == 0 || upper == Curve.Length)
        {
            return upper == 0 ? Curve[0].Score : Curve[^1].Score;
        }

        var (from, to) = (Curve[upper - 1], Curve[upper]);
        return (int)decimal.Round(from.Score + ((figure - from.At) * (to.Score - from.Score) / (to.At - from.At)));
    }
}

/// <summary>A figure of a benchmark and its place on the ladder.</summary>
internal sealed record CuratedCurvePoint(decimal At, int Score);

/// <summary>A relative from which a model's scores are guessed where no benchmark gives them.</summary>
/// <param name="Model">The model without figures.</param>
/// <param name="Sibling">The relative.</param>
/// <param name="Steps">How many sizes and generations the model stands above it; negative below.</param>
/// <param name="Why">How the steps were counted.</param>
internal sealed record CuratedSibling(string Model, string Sibling, int Steps, string Why);
