namespace Routing.Features;

/// <summary>Scores one step from what its caller measured and, where the caller is silent, from the messages.</summary>
public static class StepScore
{
    /// <summary>The weighted mean over the measures that are known, by <see cref="StepScoreTable"/>.</summary>
    /// <remarks>
    /// Data, conditions and reasoning that nobody gave are read from the messages. A conversation is no measurement: what is found
    /// there may raise the score, while the absence of it says nothing and lowers none.
    /// </remarks>
    /// <returns>0 to 10,000 thousandths.</returns>
    public static int Of(RequestFeatures features, StepMetrics given)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(given);
        return Of(features, given, null);
    }

    /// <summary>The measures that count, in no particular order.</summary>
    internal static IReadOnlyList<(Measure Measure, long Value)> Parts(RequestFeatures features, StepMetrics given)
    {
        var parts = new List<(Measure Measure, long Value)>();
        Of(features, given, parts);
        return parts;
    }

    private static int Of(RequestFeatures features, StepMetrics given, List<(Measure Measure, long Value)>? parts)
    {
        var mean = new WeightedMean(parts);
        mean.Add(StepScoreTable.PromptLength, given.PromptLength ?? features.PromptCharacters);
        mean.Add(StepScoreTable.DataSize, given.DataSize);
        mean.Add(StepScoreTable.ConditionCount, given.ConditionCount);
        mean.Add(StepScoreTable.ContextDepth, given.ContextDepth ?? features.MessageCount);
        mean.Add(StepScoreTable.Reasoning, given.ReasoningMillis);
        mean.Add(StepScoreTable.Difficulty, features.Prompt?.DifficultyMillis);

        // The highest first: so that finding more of one never hides another.
        Span<(Measure Measure, long? Value)> found =
        [
            (StepScoreTable.DataSize, given.DataSize is null ? features.DataBytes : null),
            (StepScoreTable.ConditionCount, given.ConditionCount is null ? features.Prompt?.Conditions : null),
            (StepScoreTable.Reasoning, given.ReasoningMillis is null ? Reasoning(features.Prompt) : null),
        ];
        found.Sort(static (a, b) => ScoreOf(b).CompareTo(ScoreOf(a)));
        foreach (var (measure, value) in found)
        {
            mean.Raise(measure, value);
        }

        return mean.Rounded;
    }

    private static int ScoreOf((Measure Measure, long? Value) found) => found.Value is { } value ? found.Measure.ScoreMillis(value) : -1;

    // Hard and of a kind that is solved by thinking.
    private static long? Reasoning(PromptEstimate? prompt) => prompt is not { } known ? null
        : (long)Math.Max(known.Capabilities[PromptCapability.Logical], known.Capabilities[PromptCapability.Mathematical]) * known.DifficultyMillis / 1_000;

    private struct WeightedMean(List<(Measure Measure, long Value)>? parts)
    {
        private long _sum;
        private int _weight;

        public readonly int Rounded => _weight == 0 ? 0 : (int)((_sum + (_weight / 2)) / _weight);

        public void Add(Measure measure, long? value)
        {
            if (value is { } known)
            {
                _sum += (long)measure.Weight * measure.ScoreMillis(known);
                _weight += measure.Weight;
                parts?.Add((measure, known));
            }
        }

        public void Raise(Measure measure, long? value)
        {
            if (value is { } known && measure.ScoreMillis(known) > Rounded)
            {
                Add(measure, value);
            }
        }
    }
}
