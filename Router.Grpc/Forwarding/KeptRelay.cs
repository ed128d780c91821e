using Providers;

namespace Router.Grpc.Forwarding;

/// <summary>Keeps an answer in one piece for who asked to take it.</summary>
internal sealed class KeptRelay : IAnswerRelay
{
    public UpstreamCompletion? Completion { get; private set; }

    public bool Committed => Completion is not null;

    public void Begin(Attempt attempt)
    {
        // Nothing is held between attempts.
    }

    public ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken)
    {
        // What cannot be read is found here, where another candidate can still take over.
        _ = completion.Answer;
        Completion = completion;
        return ValueTask.CompletedTask;
    }

    public ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is not streamed.");

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
