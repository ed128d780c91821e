using Aspire.Routing.V1;
using Grpc.Core;
using Providers.Chat;
using Providers.Embeddings;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Embeddings;
using Router.Grpc.Forwarding;
using Router.Grpc.Grpc.Payloads;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using ChatRequest = Providers.Chat.ChatRequest;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>The router's gRPC surface. Its methods only translate.</summary>
internal sealed class RouterGrpcService(ChatDispatch dispatch, QuotaGate quotas, QuotaHeaders quotaHeaders, RouterSettings settings, TimeProvider time) : RouterMethods
{
    // Below this compression costs more than it saves, and above the other the library, which compresses a message as a whole, makes
    // large objects of it.
    private const int WorthCompressing = 4096;
    private const int MostCompressed = BodyPool.LongestApart;
    private static readonly WriteOptions Plain = new(WriteFlags.NoCompress);

    public override Task<RouteResponse> Route(Received<RouteRequest> request, ServerCallContext context)
    {
        var (message, texts) = request;
        var call = Decide(message.Model, message.Conversation, texts, message.Hints, stream: false, context, sends: false);
        texts.GiveBack();
        RoutingMetadata.Trail(context.ResponseTrailers, call);
        return Task.FromResult(new RouteResponse { Decision = DecisionWire.ToWire(call.Decision, call.DecisionId) });
    }

    public override async Task<ServedChat> Chat(Received<Wire.ChatRequest> request, ServerCallContext context)
    {
        var (message, texts) = request;
        var call = Decide(message.Model, message.Conversation, texts, message.Hints, stream: false, context);
        await AdmitAsync(call, context);
        var relay = new KeptRelay();
        var end = await dispatch.SendAsync(call, relay, context.CancellationToken);
        RoutingMetadata.Trail(context.ResponseTrailers, call);
        ThrowUnlessServed(end, call, context);

        var attempt = call.LastAttempt!;
        var answer = relay.Completion!.Answer;
        var rest = new ChatResponse
        {
            Id = attempt.EventId,
            Model = attempt.Candidate.Deployment.Id.Model,
            FinishReason = AnswerWire.ToWire(answer.FinishReason),
            Usage = AnswerWire.ToWire(AttemptUsage.Of(attempt)),
            Decision = DecisionWire.ToWire(call.Decision, call.DecisionId),
            Attempts = call.Attempts,
            Explanation = ExplanationWire.IfAsked(call, context),
            Logprobs = { AnswerWire.ToWire(answer.LogProbabilities) },
        };

        GiveBack(texts, call);
        var response = new ServedChat(rest, relay.Completion);
        if (response.Size is < WorthCompressing or > MostCompressed)
        {
            context.WriteOptions = Plain;
        }

        return response;
    }

    public override async Task ChatStream(Received<ChatStreamRequest> request, IServerStreamWriter<ChatStreamResponse> responseStream, ServerCallContext context)
    {
        var (message, texts) = request;
        var call = Decide(message.Model, message.Conversation, texts, message.Hints, stream: true, context);
        await AdmitAsync(call, context);
        // A compressor would hold tokens back to fill its blocks.
        context.WriteOptions = Plain;
        var end = await dispatch.SendAsync(call, new ChatStreamRelay(call, responseStream, context), context.CancellationToken);
        GiveBack(texts, call);
        RoutingMetadata.Trail(context.ResponseTrailers, call);
        ThrowUnlessServed(end, call, context);
    }

    public override async Task<EmbedResponse> Embed(EmbedRequest request, ServerCallContext context)
    {
        var (read, call) = Decide(request, context);
        await AdmitAsync(call, context);
        using var operation = new EmbeddingOperation(read, settings.Timeouts, time);
        var end = await dispatch.SendAsync(call, operation, context.CancellationToken);
        RoutingMetadata.Trail(context.ResponseTrailers, call);
        ThrowUnlessServed(end, call, context);

        var attempt = operation.Served!;
        var response = new EmbedResponse
        {
            Id = attempt.EventId,
            Model = attempt.Candidate.Deployment.Id.Model,
            Usage = AnswerWire.ToWire(AttemptUsage.Of(attempt)),
            Decision = DecisionWire.ToWire(call.Decision, call.DecisionId),
            Attempts = call.Attempts,
            Explanation = ExplanationWire.IfAsked(call, context),
        };
        response.Embeddings.AddRange(operation.Answer!.Vectors!.All.Select(static vector => new Embedding { Values = { vector } }));

        // The digits of vectors look like noise to a compressor.
        context.WriteOptions = Plain;
        return response;
    }

    private (EmbeddingRequest Read, ChatCall Call) Decide(EmbedRequest request, ServerCallContext context)
    {
        var faults = new List<RequestFault>();
        var http = context.GetHttpContext();
        var read = EmbedReader.Read(request, HintHeaders.Complete(HintsReader.Read(request.Hints, faults), http.Request.Headers, faults), faults);
        var wishes = CallerWishes.Read(http.Request.Headers, faults);
        if (faults.Count > 0)
        {
            throw GrpcErrors.Of(faults);
        }

        var allowed = request.AllowOtherModels || ComparableVectors.Allowed(http.Request.Headers);
        var requestId = RequestIds.Of(http);
        if (!dispatch.TryDecide(read, read.Hints, allowed, Caller.Of(http), requestId, out var call, out var error))
        {
            context.ResponseTrailers.Add(RoutingHeaders.RequestId, requestId);
            throw GrpcErrors.Of(error);
        }

        call.Wishes = wishes.Before(context.Deadline, time.GetUtcNow());
        return (read, call);
    }

    private ChatCall Decide(
        string model,
        Wire.Conversation? conversation,
        LongTexts texts,
        Wire.RoutingHints? hints,
        bool stream,
        ServerCallContext context,
        bool sends = true)
    {
        var faults = new List<RequestFault>();
        var read = ConversationReader.Read(conversation, texts, faults);
        var http = context.GetHttpContext();
        var given = HintHeaders.Complete(HintsReader.Read(hints, faults), http.Request.Headers, faults);
        var wishes = CallerWishes.Read(http.Request.Headers, faults);
        if (faults.Count > 0)
        {
            throw GrpcErrors.Of(faults);
        }

        var request = ChatRequest.From(read, model.Length > 0 ? model : null, stream, given);
        var requestId = RequestIds.Of(http);
        if (!dispatch.TryDecide(request, request.Hints, Caller.Of(http), requestId, out var call, out var error, sends))
        {
            context.ResponseTrailers.Add(RoutingHeaders.RequestId, requestId);
            if (error.DecisionId is { } refusal)
            {
                context.ResponseTrailers.Add(RoutingHeaders.Decision, refusal);
            }

            throw GrpcErrors.Of(error);
        }

        call.Wishes = wishes.Before(context.Deadline, time.GetUtcNow());
        return call;
    }

    private async ValueTask AdmitAsync(ChatCall call, ServerCallContext context)
    {
        if (call.Caller.Limits.Length == 0)
        {
            return;
        }

        var refusal = await quotas.AdmitAsync(call, context.CancellationToken);
        quotaHeaders.WriteOpenAi(context.GetHttpContext().Response.Headers, call);
        if (refusal is not null)
        {
            throw GrpcErrors.Of(refusal);
        }
    }

    private static void GiveBack(LongTexts texts, ChatCall call)
    {
        if (call.IsBodyFree)
        {
            texts.GiveBack();
        }
    }

    private static void ThrowUnlessServed(CallEnd end, ChatCall call, ServerCallContext context)
    {
        switch (end)
        {
            case CallEnd.Failed or CallEnd.Refused:
                throw GrpcErrors.Of(call);
            case CallEnd.Broken:
                throw GrpcErrors.Broken(call);
            case CallEnd.Aborted:
                // Nobody listens any more; the server turns this into the status that the caller's own side has already seen.
                context.CancellationToken.ThrowIfCancellationRequested();
                break;
        }
    }
}
