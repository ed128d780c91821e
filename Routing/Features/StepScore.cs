namespace Routing.Features;

/// <summary>Scores one step from what its caller measured and, where the caller is silent, from the messages.</summary>
public static class StepScore
{
    /// <summary>The weighted mean over the measures that are known, by <see cref="StepScoreTable"/>.</summary>
    /// <returns>0 to 10,000 thousandths.</returns>
    public static int Of(RequestFeatures features, StepMetrics given)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(given);

        var mean = new WeightedMean();
        mean.Add(StepScoreTable.PromptLength, given.PromptLength ?? features.PromptCharacters);
        mean.Add(StepScoreTable.DataSize, given.DataSize);
        mean.Add(StepScoreTable.ConditionCount, given.ConditionCount);
        mean.Add(StepScoreTable.ContextDepth, given.ContextDepth ?? features.MessageCount);
        mean.Add(StepScoreTable.Reasoning, given.ReasoningMillis);
        mean.Add(StepScoreTable.Difficulty, features.Prompt?.DifficultyMillis);
        return mean.Rounded;
    }

    private struct WeightedMean
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
            }
        }
    }
}
