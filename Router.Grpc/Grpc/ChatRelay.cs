using Providers;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Grpc;

/// <summary>Keeps an answer in one piece until the method returns it.</summary>
internal sealed class ChatRelay : IAnswerRelay
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
