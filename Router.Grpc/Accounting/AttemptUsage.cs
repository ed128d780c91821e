using Providers.Chat;
using Router.Grpc.Forwarding;
using Routing.Money;

namespace Router.Grpc.Accounting;

/// <summary>Tokens of an attempt: the provider's figures, else our estimate, which says that it is one.</summary>
internal static class AttemptUsage
{
    public static TokenUsage Of(Attempt attempt)
    {
        // Figures that cannot be true would never reach the ledger, and no answer takes no tokens.
        if (attempt.Usage is { IsPlausible: true } reported && (reported.TotalTokens > 0 || attempt.AnswerBytes == 0))
        {
            return attempt.IsUsageFinal || attempt.Outcome == AttemptOutcome.Ok ? reported : SoFar(attempt, reported);
        }

        // A provider that turned the request away, or never had it, charges nothing; one that took it and broke off may.
        var mayCharge = attempt.Accepted || attempt.IsCutShort && attempt.ReachedProvider;
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
        InputTokens = attempt.Quote.InputTokens,
        OutputTokens = attempt.Quote.Answer.AllTokens,
        Estimated = true,
    };
}
