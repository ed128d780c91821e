using Routing.Decisions;
using Routing.Features;

namespace Routing.Ranking;

/// <summary>How long an answer is taken to be before it is written, in tokens.</summary>
internal static class AnswerLength
{
    // An answer twice as long as expected is not rare; one longer than that is.
    private const int UpperFactor = 2;

    /// <summary>What is expected.</summary>
    public static int Expected(DecisionInput input) => Math.Max(ExpectedWork.OutputTokens(input.Features, input.Intent), 0);

    /// <summary>What a limit of cost is measured by: the caller's bound, else twice what is expected.</summary>
    public static int Upper(DecisionInput input, int expected) => Math.Max(input.Features.MaxOutputTokens ?? (expected * UpperFactor), 0);
}
