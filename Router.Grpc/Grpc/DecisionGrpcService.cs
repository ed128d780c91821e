using Aspire.Routing.V1;
using Grpc.Core;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Grpc.Payloads;
using Router.Grpc.OpenAi;
using Routing.Decisions;
using Routing.Explaining;
using ChatRequest = Providers.Chat.ChatRequest;
using ExplainedRefusal = Routing.Explaining.ExplainedRefusal;
using Explanation = Routing.Explaining.Explanation;

namespace Router.Grpc.Grpc;

/// <summary>Explains, replays and questions decisions. Its methods only translate.</summary>
internal sealed class DecisionGrpcService(ChatDispatch dispatch, DecisionRecall recall, LedgerReaders readers) : DecisionService.DecisionServiceBase
{
    public override async Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context)
    {
        if (request.DecisionId.Length == 0)
        {
            return new() { Explanation = ExplanationWire.ToWire(ExplainedCall.Of(Decide(request, context))) };
        }

        var found = await FindAsync(request.DecisionId, context);
        return (RoutingPipeline.Decide(found.Input), found.Stored.IsRefusal) switch
        {
            (RoutingOutcome.Decided(var decision), false) => new() { Explanation = ExplanationWire.ToWire(Explanation.Of(found.Input, decision) with { DecisionId = found.Id }) },
            (RoutingOutcome.Refused(var error), true) => new() { Refusal = ExplanationWire.ToWire(ExplainedRefusal.Of(found.Input, error) with { DecisionId = found.Id }) },
            _ => throw GrpcErrors.Of(StatusCode.FailedPrecondition, "ENGINE_CHANGED", RecallErrors.EngineChanged(found).Message),
        };
    }

    public override async Task<ReplayResponse> Replay(ReplayRequest request, ServerCallContext context)
    {
        var found = await FindAsync(request.DecisionId, context);
        var replay = Routing.Replaying.Replay.Of(found.Stored, found.Input);
        return new()
        {
            Verdict = ExplanationNames.Of(replay.Verdict),
            SameDecision = replay.SameDecision,
            ThenEngine = replay.Then.Engine,
            NowEngine = replay.Now.Engine,
            ThenJson = replay.Then.Text,
            NowJson = replay.Now.Text,
        };
    }

    public override async Task<CounterfactualResponse> Counterfactual(CounterfactualRequest request, ServerCallContext context)
    {
        var found = await FindAsync(request.DecisionId, context);
        return new() { Flip = ExplanationWire.ToWire(Routing.Explaining.Counterfactual.Nearest(found.Input)) };
    }

    public override async Task<WhyNotResponse> WhyNot(WhyNotRequest request, ServerCallContext context)
    {
        var found = await FindAsync(request.DecisionId, context);
        return ExplanationWire.ToWire(Routing.Explaining.WhyNot.Of(found.Input, request.Model) with { DecisionId = found.Id });
    }

    private ChatCall Decide(ExplainRequest request, ServerCallContext context)
    {
        var faults = new List<RequestFault>();
        var conversation = ConversationReader.Read(request.Conversation, LongTexts.None, faults);
        var http = context.GetHttpContext();
        var hints = HintHeaders.Complete(HintsReader.Read(request.Hints, faults), http.Request.Headers, faults);
        if (faults.Count > 0)
        {
            throw GrpcErrors.Of(faults);
        }

        var chat = ChatRequest.From(conversation, request.Model.Length > 0 ? request.Model : null, stream: false, hints);
        return dispatch.TryDecide(chat, chat.Hints, Caller.Of(http), RequestIds.Of(http), out var call, out var error, sends: false) ? call : throw GrpcErrors.Of(error);
    }

    private async Task<Recalled.Found> FindAsync(string id, ServerCallContext context)
    {
        if (!readers.Admits(context.GetHttpContext().Request))
        {
            throw GrpcErrors.Of(StatusCode.Unauthenticated, "SERVICE_KEY_NEEDED", LedgerReaders.Message);
        }

        return await recall.FindAsync(id, context.CancellationToken) switch
        {
            Recalled.Found found => found,
            Recalled.Unknown(var message) => throw GrpcErrors.Of(StatusCode.NotFound, "DECISION_NOT_FOUND", message),
            Recalled.WithoutHistory(var message) => throw GrpcErrors.Of(StatusCode.FailedPrecondition, "HISTORY_MISSING", message),
            Recalled.CatalogAway(var message) => throw GrpcErrors.Of(StatusCode.Unavailable, "CATALOG_UNAVAILABLE", message),
            var other => throw new ArgumentOutOfRangeException(nameof(id), other, null),
        };
    }
}
