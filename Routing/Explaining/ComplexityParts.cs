using System.Collections.Immutable;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining;

/// <summary>What complexity is made of. Scores run from 0 to 10.</summary>
public sealed record ComplexityParts
{
    private const decimal Whole = 1_000m;

    /// <summary>What picks the tier.</summary>
    public required decimal Score { get; init; }

    /// <summary>The agent's score; null when none was given.</summary>
    public decimal? AgentScore { get; init; }

    /// <summary>The agent's share of the sum, from 0 to 1; without an agent score the step has all of it.</summary>
    public required decimal AgentShare { get; init; }

    /// <summary>The step's score.</summary>
    public required decimal StepScore { get; init; }

    /// <summary>What the step's score is the weighted mean of.</summary>
    public required ImmutableArray<ExplainedMeasure> Measures { get; init; }

    /// <summary>Below this the fast tier serves.</summary>
    public required decimal BalancedFrom { get; init; }

    /// <summary>Above this the powerful tier serves.</summary>
    public required decimal PowerfulAbove { get; init; }

    internal static ComplexityParts Of(DecisionInput input, Complexity complexity)
    {
        var rules = input.Rules;
        return new()
        {
            Score = complexity.ScoreMillis / Whole,
            AgentScore = complexity.AgentScoreMillis / Whole,
            AgentShare = rules.AgentShareMillis / Whole,
            StepScore = complexity.StepScoreMillis / Whole,
            Measures = [.. Features.StepScore.Parts(input.Features, input.Hints.StepMetrics, rules.StepScore)
                .Select(part => Explain(part.Measure, part.Value, rules.StepScore[part.Measure]))],
            BalancedFrom = rules.BalancedFromMillis / Whole,
            PowerfulAbove = rules.PowerfulAboveMillis / Whole,
        };
    }

    private static ExplainedMeasure Explain(StepMeasure measure, long value, Measure counts) =>
        new(StepMeasures.NameOf(measure), value, counts.ScoreMillis(value) / Whole, counts.Weight);
}

/// <summary>One known measure of a step.</summary>
/// <param name="Name">What is measured, as in <c>prompt_length</c>; see <see cref="StepMeasures"/>.</param>
/// <param name="Value">The measure.</param>
/// <param name="Score">Its score, from 0 to 10.</param>
/// <param name="Weight">Its weight among the measures that are known.</param>
public sealed record ExplainedMeasure(string Name, long Value, decimal Score, int Weight);
