using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>
/// How the measures of a step become its score: the mean of their scores by weight, over the measures that are known.
/// Lengths and sizes count by their order of magnitude, since ten times the text is not ten times the work.
/// </summary>
public static class StepScoreTable
{
    /// <summary>Characters of the prompt.</summary>
    public static readonly Measure PromptLength = new("prompt length", 100,
        [new(0, 0), new(200, 1_000), new(1_000, 3_000), new(4_000, 5_000), new(16_000, 7_000), new(64_000, 9_000), new(256_000, 10_000)]);

    /// <summary>Bytes of data worked on.</summary>
    public static readonly Measure DataSize = new("data size", 80,
        [new(0, 0), new(1_000, 2_000), new(10_000, 4_000), new(100_000, 6_000), new(1_000_000, 8_000), new(10_000_000, 10_000)]);

    /// <summary>Conditions to be weighed.</summary>
    public static readonly Measure ConditionCount = new("conditions", 100,
        [new(0, 0), new(1, 2_000), new(3, 5_000), new(6, 8_000), new(10, 10_000)]);

    /// <summary>Turns of context carried along.</summary>
    public static readonly Measure ContextDepth = new("context depth", 70,
        [new(1, 0), new(4, 2_000), new(10, 5_000), new(20, 8_000), new(40, 10_000)]);

    /// <summary>Reasoning asked for, which is a score already.</summary>
    public static readonly Measure Reasoning = new("reasoning", 150, [new(0, 0), new(Score.Highest, Score.Highest)]);

    /// <summary>The classifier's difficulty, which is a score already. In a plain chat it is nearly all there is, so it weighs most.</summary>
    public static readonly Measure Difficulty = new("difficulty", 500, [new(0, 0), new(Score.Highest, Score.Highest)]);

    /// <summary>All of them, in the order of the documentation.</summary>
    public static readonly ImmutableArray<Measure> All = [PromptLength, DataSize, ConditionCount, ContextDepth, Reasoning, Difficulty];
}
