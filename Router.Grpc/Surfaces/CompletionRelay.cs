using Providers;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>Hands over an answer in one piece.</summary>
internal sealed class CompletionRelay(HttpResponse response, IChatSurface surface, byte[]? explanation) : IAnswerRelay
{
    private Attempt? _attempt;

    public bool Committed { get; private set; }

    public void Begin(Attempt attempt) => _attempt = attempt;

    public async ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken)
    {
        using var used = completion;
        var attempt = _attempt!;
        var body = surface.Compose(attempt, completion);
        Committed = true;
        await WholeAnswer.WriteAsync(response, attempt, body.Bytes, explanation, cancellationToken);
        body.GiveBack();
    }

    public ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is not streamed.");

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
