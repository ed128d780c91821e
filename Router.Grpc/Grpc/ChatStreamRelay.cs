using Grpc.Core;
using Providers;
using Providers.Chat;
using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Hands over an answer piece by piece. What comes before the first content says nothing that a gRPC caller needs.</summary>
internal sealed class ChatStreamRelay(ChatCall call, IServerStreamWriter<Wire.ChatStreamResponse> responses, ServerCallContext context) : IAnswerRelay
{
    private Attempt? _attempt;
    private FinishReason? _finishReason;

    public bool Committed { get; private set; }

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _finishReason = null;
    }

    public ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is streamed.");

    public async ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken)
    {
        _finishReason = chunk.FinishReason ?? _finishReason;
        if (chunk.IsContent)
        {
            var delta = AnswerWire.ToWire(chunk.ReadDelta());
            await CommitAsync(cancellationToken);
            await WriteAsync(new() { Delta = delta }, cancellationToken);
        }
    }

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await CommitAsync(cancellationToken);
        var attempt = _attempt!;
        await WriteAsync(
            new()
            {
                End = new()
                {
                    FinishReason = AnswerWire.ToWire(_finishReason),
                    Usage = AnswerWire.ToWire(AttemptUsage.Of(attempt)),
                    Attempts = attempt.Call.Attempts,
                },
            },
            cancellationToken);
    }

    private async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (Committed)
        {
            return;
        }

        Committed = true;
        await context.WriteResponseHeadersAsync(RoutingMetadata.Served(_attempt!));
        await WriteAsync(
            new()
            {
                Start = new()
                {
                    Id = _attempt!.EventId,
                    Model = _attempt.Candidate.Deployment.Id.Model,
                    Decision = DecisionWire.ToWire(call.Decision, call.DecisionId),
                    Explanation = ExplanationWire.IfAsked(call, context),
                },
            },
            cancellationToken);
    }

    private async Task WriteAsync(Wire.ChatStreamResponse response, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await responses.WriteAsync(response, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException && cancellationToken.IsCancellationRequested)
        {
            // The server says "the call is over" in several ways; it is always the caller who hung up.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
