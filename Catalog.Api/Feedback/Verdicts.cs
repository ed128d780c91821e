using Aspire.Catalog.V1;
using Routing.Feedback;

namespace Catalog.Api.Feedback;

/// <summary>Reads verdicts from their wire form.</summary>
internal static class Verdicts
{
    public static Verdict Of(FeedbackEvent feedback) => new()
    {
        Rating = feedback.HasRating ? feedback.Rating : null,
        Success = feedback.HasSuccess ? feedback.Success : null,
        JudgeMillis = feedback.HasJudgeMillis ? feedback.JudgeMillis : null,
    };
}
