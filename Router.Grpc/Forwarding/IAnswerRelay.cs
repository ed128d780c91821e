using Providers;

namespace Router.Grpc.Forwarding;

/// <summary>
/// Hands a provider's answer to the caller in the caller's own protocol. Nothing that an attempt gave before its first content
/// is seen by the caller, so that another attempt can take its place.
/// </summary>
internal interface IAnswerRelay
{
    /// <summary>Whether the caller has seen content: from here on there is no fallback.</summary>
    bool Committed { get; }

    /// <summary>Begins to hand over the answer of an attempt; what an earlier one left uncommitted is forgotten.</summary>
    void Begin(Attempt attempt);

    /// <summary>Hands over an answer in one piece, which is the relay's to dispose.</summary>
    ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken);

    /// <summary>Hands over the next event, or holds it until the first content. It may stay buffered until <see cref="FlushAsync"/>.</summary>
    ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken);

    /// <summary>Sends what is buffered: nothing more is there at the moment. Does not fail when the caller has hung up.</summary>
    ValueTask FlushAsync();

    /// <summary>Ends a streamed answer that came to its own end.</summary>
    ValueTask EndAsync(CancellationToken cancellationToken);
}
