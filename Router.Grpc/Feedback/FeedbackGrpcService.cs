using Aspire.Routing.V1;
using Grpc.Core;
using Router.Grpc.Grpc;

namespace Router.Grpc.Feedback;

/// <summary>Verdicts over gRPC.</summary>
internal sealed class FeedbackGrpcService(FeedbackLedger ledger) : FeedbackService.FeedbackServiceBase
{
    public override Task<GiveFeedbackResponse> GiveFeedback(GiveFeedbackRequest request, ServerCallContext context)
    {
        var verdict = new GivenVerdict
        {
            DecisionId = request.DecisionId,
            Rating = request.HasRating ? request.Rating : null,
            Success = request.HasSuccess ? request.Success : null,
            JudgeScore = request.HasJudgeScore ? request.JudgeScore : null,
            Capability = request.Capability,
            Comment = request.Comment,
        };
        return verdict.Faults() is { Count: > 0 } faults
            ? throw GrpcErrors.Of(faults)
            : Task.FromResult(new GiveFeedbackResponse { FeedbackId = ledger.Add(verdict) });
    }
}
