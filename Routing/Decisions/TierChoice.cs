using Routing.Catalog;
using Routing.Features;
using Routing.Money.Budgets;
using static System.FormattableString;

namespace Routing.Decisions;

/// <summary>Turns complexity into a tier; earlier failures raise it, a thin budget lowers it, and each says so.</summary>
internal static class TierChoice
{
    // With less left than two requests of this size the next one may be the last.
    private const int ThinBelowRequests = 2;

    // What an answer is taken to be where neither caller nor tier bounds it.
    private const int UsualAnswerTokens = 1_024;

    public static string Choose(DecisionInput input, Complexity complexity, ref ReasonList reasons)
    {
        var rules = input.Rules;
        var level = ByAgent(input, complexity, ref reasons);
        if (level < 0)
        {
            level = ByComplexity(complexity.ScoreMillis, rules);
            reasons.Add(new(static told => Describe((Complexity)told.First!, (string)told.Second!), complexity, TierNames.All[level]));
        }

        level = RaiseForFailures(level, input.Hints.PreviousFailures, ref reasons);
        level = LowerForBudget(level, input, ref reasons);
        level = LowerForBand(level, input, ref reasons);
        return TierNames.All[level];
    }

    // Scores that the request brings say more of this step than what was written down of the agent beforehand.
    private static int ByAgent(DecisionInput input, Complexity complexity, ref ReasonList reasons)
    {
        if (complexity.AgentScoreFrom == AgentScoreSource.Request
            || input.Index.AgentProfile(input.Hints.AgentId) is not { DefaultTier: { } tier } profile)
        {
            return -1;
        }

        reasons.Add(new(static told => $"the profile of agent {told.First} starts from {told.Second}", profile.AgentId, tier));
        return tier switch { TierNames.Fast => 0, TierNames.Powerful => 2, _ => 1 };
    }

    /// <summary>The tier, by its place among <see cref="TierNames.All"/>, that complexity alone asks for.</summary>
    internal static int ByComplexity(int score, RoutingRules rules) =>
        score < rules.BalancedFromMillis ? 0 : score <= rules.PowerfulAboveMillis ? 1 : 2;

    /// <summary>The least that must be left of a budget, in tokens, for it not to count as thin in a tier.</summary>
    internal static long EnoughTokens(int level, DecisionInput input) => RequestTokens(level, input) * ThinBelowRequests;

    private static long RequestTokens(int level, DecisionInput input)
    {
        var answer = input.Features.MaxOutputTokens ?? input.Index.Tier(TierNames.All[level])?.Parameters.MaxTokens ?? UsualAnswerTokens;
        if (input.Intent is { } intent)
        {
            answer = Math.Min(answer, ExpectedWork.OutputTokens(input.Features, intent));
        }

        return (long)input.Features.EstimatedInputTokens + ExpectedWork.AllAnswers(input.Features, answer);
    }

    private static int RaiseForFailures(int level, int failures, ref ReasonList reasons)
    {
        var raised = (int)Math.Min((long)level + Math.Max(failures, 0), TierNames.All.Count - 1);
        if (raised != level)
        {
            reasons.Add(new(static told => Invariant($"escalated to {told.First} after {told.Left} failed"), TierNames.All[raised], Left: failures));
        }

        return raised;
    }

    private static int LowerForBudget(int level, DecisionInput input, ref ReasonList reasons)
    {
        if (level == 0 || input.Hints.BudgetRemaining is not { } left)
        {
            return level;
        }

        var request = RequestTokens(level, input);
        if (left >= request * ThinBelowRequests)
        {
            return level;
        }

        var lowered = left > 0 ? level - 1 : 0;
        reasons.Add(new(
            static told => Invariant($"lowered to {told.First}: {told.Left} tokens left of the budget, about {told.Right} a request"),
            TierNames.All[lowered],
            Left: left,
            Right: request));
        return lowered;
    }

    // Less than two requests of this size left of what the caller gave has lowered it already; money that runs out lowers it once more.
    private static int LowerForBand(int level, DecisionInput input, ref ReasonList reasons)
    {
        if (level == 0 || input.BudgetBand < BudgetBand.Thin)
        {
            return level;
        }

        var lowered = input.BudgetBand == BudgetBand.Spent ? 0 : level - 1;
        reasons.Add(new(
            static told => $"lowered to {told.First}: the budget is {told.Second}",
            TierNames.All[lowered],
            input.BudgetBand == BudgetBand.Spent ? "nearly spent" : "spent to four fifths"));
        return lowered;
    }

    private static string Describe(Complexity complexity, string tier) => complexity.AgentScoreMillis is { } agent
        ? $"complexity {Thousandths.Text(complexity.ScoreMillis)} ({Whose(complexity)} {Thousandths.Text(agent)}, step {Thousandths.Text(complexity.StepScoreMillis)}): {tier}"
        : $"complexity {Thousandths.Text(complexity.ScoreMillis)} (step alone): {tier}";

    private static string Whose(Complexity complexity) => complexity.AgentScoreFrom == AgentScoreSource.Profile ? "agent's profile" : "agent";
}
