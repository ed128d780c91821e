using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>More or less reasoning asked for, where the caller says how much.</summary>
internal sealed class ReasoningChange() : ScoreChange("reasoning", "required reasoning")
{
    protected override int? Score(DecisionInput input) => input.Hints.StepMetrics.ReasoningMillis;

    protected override DecisionInput With(DecisionInput input, int score) => input with
    {
        Hints = input.Hints with { StepMetrics = input.Hints.StepMetrics with { ReasoningMillis = score } },
    };
}
