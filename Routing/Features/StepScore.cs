namespace Routing.Features;

/// <summary>Scores one step from what its caller measured and, where the caller is silent, from the messages.</summary>
public static class StepScore
{
    /// <summary>The weighted mean over the measures that are known.</summary>
    /// <remarks>
    /// Data, conditions and reasoning that nobody gave are read from the messages. A conversation is no measurement: what is found
    /// there may raise the score, while the absence of it says nothing and lowers none.
    /// </remarks>
    /// <param name="features">The request.</param>
    /// <param name="given">What the caller measured.</param>
    /// <param name="table">How the measures count.</param>
    /// <returns>0 to 10,000 thousandths.</returns>
    public static int Of(RequestFeatures features, StepMetrics given, StepScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(table);
        return Of(features, given, table, null);
    }

    /// <summary>The measures that count, in no particular order.</summary>
    internal static IReadOnlyList<(StepMeasure Measure, long Value)> Parts(RequestFeatures features, StepMetrics given, StepScoreTable table)
    {
        var parts = new List<(StepMeasure Measure, long Value)>();
        Of(features, given, table, parts);
        return parts;
    }

    private static int Of(RequestFeatures features, StepMetrics given, StepScoreTable table, List<(StepMeasure Measure, long Value)>? parts)
    {
        var mean = new WeightedMean(table, parts);
        mean.Add(StepMeasure.PromptLength, given.PromptLength ?? features.PromptCharacters);
        mean.Add(StepMeasure.DataSize, given.DataSize);
        mean.Add(StepMeasure.ConditionCount, given.ConditionCount);
        mean.Add(StepMeasure.ContextDepth, given.ContextDepth ?? features.MessageCount);
        mean.Add(StepMeasure.Reasoning, given.ReasoningMillis);
        mean.Add(StepMeasure.Difficulty, features.Prompt?.DifficultyMillis);

        // The highest first: so that finding more of one never hides another.
        Span<Found> found =
        [
            new(StepMeasure.DataSize, given.DataSize is null ? features.DataBytes : null, table),
            new(StepMeasure.ConditionCount, given.ConditionCount is null ? features.Prompt?.Conditions : null, table),
            new(StepMeasure.Reasoning, given.ReasoningMillis is null ? Reasoning(features.Prompt) : null, table),
        ];
        found.Sort(static (a, b) => b.ScoreMillis.CompareTo(a.ScoreMillis));
        foreach (var one in found)
        {
            if (one.ScoreMillis > mean.Rounded)
            {
                mean.Add(one.Measure, one.Value);
            }
        }

        return mean.Rounded;
    }

    // Hard and of a kind that is solved by thinking.
    private static long? Reasoning(PromptEstimate? prompt) => prompt is not { } known ? null
        : (long)Math.Max(known.Capabilities[PromptCapability.Logical], known.Capabilities[PromptCapability.Mathematical]) * known.DifficultyMillis / 1_000;

    /// <summary>Something that the messages show; what they do not show scores below everything.</summary>
    private readonly struct Found(StepMeasure measure, long? value, StepScoreTable table)
    {
        public StepMeasure Measure { get; } = measure;

        public long? Value { get; } = value;

        public int ScoreMillis { get; } = value is { } known ? table[measure].ScoreMillis(known) : -1;
    }

    private struct WeightedMean(StepScoreTable table, List<(StepMeasure Measure, long Value)>? parts)
    {
        private long _sum;
        private int _weight;

        public readonly int Rounded => _weight == 0 ? 0 : (int)((_sum + (_weight / 2)) / _weight);

        public void Add(StepMeasure measure, long? value)
        {
            if (value is { } known)
            {
                var counts = table[measure];
                _sum += (long)counts.Weight * counts.ScoreMillis(known);
                _weight += counts.Weight;
                parts?.Add((measure, known));
            }
        }
    }
}
