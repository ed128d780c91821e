namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.CallOptions</c>: what one call is made with.</summary>
/// <param name="headers">Sent before the request.</param>
/// <param name="deadline">When the call fails if it has not ended, in UTC.</param>
/// <param name="cancellationToken">Ends the call.</param>
/// <param name="writeOptions">How requests are written.</param>
/// <param name="propagationToken">What a call on behalf of another takes over from it.</param>
/// <param name="credentials">Who calls.</param>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>Stands in for <c>Headers</c>.</summary>
    public Metadata? Headers { get; private init; } = headers;

    /// <summary>Stands in for <c>Deadline</c>.</summary>
    public DateTime? Deadline { get; private init; } = deadline;

    /// <summary>Stands in for <c>CancellationToken</c>.</summary>
    public CancellationToken CancellationToken { get; private init; } = cancellationToken;

    /// <summary>Stands in for <c>WriteOptions</c>.</summary>
    public WriteOptions? WriteOptions { get; private init; } = writeOptions;

    /// <summary>Stands in for <c>PropagationToken</c>.</summary>
    public ContextPropagationToken? PropagationToken { get; private init; } = propagationToken;

    /// <summary>Stands in for <c>Credentials</c>.</summary>
    public CallCredentials? Credentials { get; private init; } = credentials;

    /// <summary>Stands in for <c>IsWaitForReady</c>: wait for a connection rather than fail without one.</summary>
    public bool IsWaitForReady { get; private init; } = false;

    /// <summary>Stands in for <c>WithHeaders</c>.</summary>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>Stands in for <c>WithDeadline</c>.</summary>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>Stands in for <c>WithCancellationToken</c>.</summary>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>Stands in for <c>WithWriteOptions</c>.</summary>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>Stands in for <c>WithPropagationToken</c>.</summary>
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    /// <summary>Stands in for <c>WithCredentials</c>.</summary>
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>Stands in for <c>WithWaitForReady</c>.</summary>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
