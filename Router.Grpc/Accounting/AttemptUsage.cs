using Providers.Chat;
using Router.Grpc.Forwarding;
using Routing.Money;

namespace Router.Grpc.Accounting;

/// <summary>Tokens of an attempt: the provider's figures, else our estimate, which says that it is one.</summary>
internal static class AttemptUsage
{
    /// <summary>Longest answer assumed where neither the caller, the tier nor the registry names one.</summary>
    private const int UnboundedOutput = 32_768;

    public static TokenUsage Of(Attempt attempt)
    {
        // Figures that cannot be true would never reach the ledger.
        if (attempt.Usage is { IsPlausible: true } reported)
        {
            return attempt.IsUsageFinal || attempt.Outcome == AttemptOutcome.Ok ? reported : SoFar(attempt, reported);
        }

        // A provider that turned the request away charges nothing; one that took it and broke off may.
        var mayCharge = attempt.Accepted || attempt.IsCutShort;
        return mayCharge ? TokenEstimator.Usage(attempt.Call.Request.Facts, attempt.AnswerBytes, attempt.Candidate.Deployment.TokenFamily) : default;
    }

    // Anthropic counts the prompt when an answer begins and the answer when it ends: one that breaks off has only the former.
    private static TokenUsage SoFar(Attempt attempt, TokenUsage reported) => reported with
    {
        OutputTokens = Math.Max(reported.OutputTokens, TokenEstimator.TextTokens(attempt.AnswerBytes)),
        ReportedCost = null,
        Estimated = true,
    };

    /// <summary>Tokens of the prompt by our estimate, until the provider tells.</summary>
    public static long ExpectedInput(Attempt attempt) => TokenEstimator.Usage(attempt.Call.Request.Facts, 0, attempt.Candidate.Deployment.TokenFamily).InputTokens;

    public static TokenUsage UpperBound(Attempt attempt) => new()
    {
        InputTokens = TokenEstimator.InputTokens(attempt.Call.Request.Facts),
        OutputTokens = LongestOutput(attempt),
        Estimated = true,
    };

    private static long LongestOutput(Attempt attempt)
    {
        var asked = attempt.Call.Features.MaxOutputTokens ?? attempt.Call.Decision.AppliedParameters?.MaxTokens;
        var possible = attempt.Candidate.Deployment.MaxOutputTokens;
        return (long)(asked ?? (possible > 0 ? possible : UnboundedOutput)) * attempt.Call.Request.Facts.Choices;
    }
}
