using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>Another agent score, where there is one.</summary>
internal sealed class AgentScoreChange() : ScoreChange("agent_score", "an agent score of")
{
    protected override int? Score(DecisionInput input) => input.Hints.AgentScores?.ScoreMillis(input.Index.Snapshot.Rules.CreationShareMillis);

    protected override DecisionInput With(DecisionInput input, int score) => input with
    {
        Hints = input.Hints with { AgentScores = input.Hints.AgentScores! with { CombinedMillis = score } },
    };
}
