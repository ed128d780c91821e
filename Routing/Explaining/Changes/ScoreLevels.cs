using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>Where a score that complexity grows with must stand for complexity to ask for another tier.</summary>
internal static class ScoreLevels
{
    /// <summary>The nearest value of the score for each other tier that it alone can bring about.</summary>
    /// <param name="now">The score, from 0 to 10,000.</param>
    /// <param name="with">The input with another score.</param>
    /// <param name="rules">Where tiers begin.</param>
    public static IEnumerable<(int Value, DecisionInput Input, Complexity Complexity, int Level)> Around(
        int now, Func<int, DecisionInput> with, RoutingRules rules)
    {
        var level = LevelAt(now, with, rules);
        for (var other = level + 1; other < TierNames.All.Count; other++)
        {
            if (LevelAt(Score.Highest, with, rules) >= other)
            {
                var first = FirstAtLeast(other, now, Score.Highest, with, rules);
                yield return At(first, with, rules);
            }
        }

        for (var other = level - 1; other >= 0; other--)
        {
            if (LevelAt(0, with, rules) <= other)
            {
                var last = FirstAtLeast(other + 1, 0, now, with, rules) - 1;
                yield return At(last, with, rules);
            }
        }
    }

    // Complexity never falls when one of its scores grows, so halving finds the step.
    private static int FirstAtLeast(int level, int low, int high, Func<int, DecisionInput> with, RoutingRules rules)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = LevelAt(middle, with, rules) >= level ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static int LevelAt(int value, Func<int, DecisionInput> with, RoutingRules rules) => At(value, with, rules).Level;

    private static (int Value, DecisionInput Input, Complexity Complexity, int Level) At(int value, Func<int, DecisionInput> with, RoutingRules rules)
    {
        var input = with(value);
        var complexity = ComplexityScore.Of(input);
        return (value, input, complexity, TierChoice.ByComplexity(complexity.ScoreMillis, rules));
    }
}
