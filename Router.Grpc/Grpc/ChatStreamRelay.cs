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
    private readonly SortedDictionary<int, FinishReason> _ends = [];

    public bool Committed { get; private set; }

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _ends.Clear();
    }

    public ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is streamed.");

    public async ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken)
    {
        if (!chunk.IsContent && chunk.FinishReason is null)
        {
            return;
        }

        var delta = chunk.ReadDelta();
        await WriteAsync(delta, cancellationToken);
        foreach (var other in delta.Others)
        {
            await WriteAsync(other, cancellationToken);
        }
    }

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await CommitAsync(cancellationToken);
        var attempt = _attempt!;
        await WriteAsync(
            new Wire.ChatStreamResponse
            {
                End = new()
                {
                    FinishReason = AnswerWire.ToWire(_ends.TryGetValue(0, out var end) ? end : null),
                    OtherFinishReasons = { _ends.Where(static answer => answer.Key > 0).Select(static answer => AnswerWire.ToWire(answer.Value)) },
                    Usage = AnswerWire.ToWire(AttemptUsage.Of(attempt)),
                    Attempts = attempt.Call.Attempts,
                },
            },
            cancellationToken);
    }

    private async ValueTask WriteAsync(ChatDelta delta, CancellationToken cancellationToken)
    {
        if (delta.FinishReason is { } end)
        {
            _ends[delta.Index] = end;
        }

        if (delta.IsContent)
        {
            var wire = AnswerWire.ToWire(delta);
            await CommitAsync(cancellationToken);
            await WriteAsync(new Wire.ChatStreamResponse { Delta = wire }, cancellationToken);
        }
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
            new Wire.ChatStreamResponse
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
