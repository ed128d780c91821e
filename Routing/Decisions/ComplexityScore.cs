using Routing.Features;

namespace Routing.Decisions;

/// <summary>Weighs what is known of the agent and of the step. What the request says of the agent comes before the agent's profile.</summary>
internal static class ComplexityScore
{
    public static Complexity Of(DecisionInput input)
    {
        var rules = input.Rules;
        var step = StepScore.Of(input.Features, input.Hints.StepMetrics, rules.StepScore);
        var (score, source) = AgentScore(input, rules.CreationShareMillis);
        return score is { } agent
            ? new(Score.Weigh(agent, step, rules.AgentShareMillis), agent, step, source)
            : new(step, null, step);
    }

    private static (int? Score, AgentScoreSource Source) AgentScore(DecisionInput input, int creationShare)
    {
        if (input.Hints.AgentScores?.ScoreMillis(creationShare) is { } given)
        {
            return (given, AgentScoreSource.Request);
        }

        return (input.Index.AgentProfile(input.Hints.AgentId)?.Scores.ScoreMillis(creationShare), AgentScoreSource.Profile);
    }
}
