using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>Another value of one of the scores that complexity is made of. Distance: the difference in thousandths.</summary>
internal abstract class ScoreChange(string kind, string name) : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (!now.PicksTier || Score(now.Input) is not { } score)
        {
            yield break;
        }

        var rules = now.Input.Rules;
        var complexity = ComplexityScore.Of(now.Input);
        foreach (var (value, input, then, level) in ScoreLevels.Around(score, other => With(now.Input, other), rules))
        {
            yield return new(
                kind,
                Math.Abs(value - score),
                $"with {name} {Amounts.Score(value)} instead of {Amounts.Score(score)} (complexity {Amounts.Score(then.ScoreMillis)} instead of "
                    + $"{Amounts.Score(complexity.ScoreMillis)}; {Boundary(level, rules)})",
                () => input);
        }
    }

    /// <summary>The score from 0 to 10,000; null when there is none to change.</summary>
    protected abstract int? Score(DecisionInput input);

    protected abstract DecisionInput With(DecisionInput input, int score);

    private static string Boundary(int level, RoutingRules rules) => level switch
    {
        0 => $"fast below {Amounts.Score(rules.BalancedFromMillis)}",
        1 => $"balanced from {Amounts.Score(rules.BalancedFromMillis)} to {Amounts.Score(rules.PowerfulAboveMillis)}",
        _ => $"powerful above {Amounts.Score(rules.PowerfulAboveMillis)}",
    };
}
