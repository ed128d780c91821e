using Providers.Failures;

namespace Router.Grpc.Forwarding;

/// <summary>A provider's answer to one attempt, taken in two steps: several attempts may be opening at a time, one is handed over.</summary>
internal interface IUpstreamAnswer : IAsyncDisposable
{
    /// <summary>Reads up to the first content. The caller sees nothing of it.</summary>
    /// <param name="callerGone">Cancelled when the caller hangs up.</param>
    /// <returns>Null when all is well.</returns>
    ValueTask<UpstreamFailure?> OpenAsync(CancellationToken callerGone);

    /// <summary>Hands over what was read and all that follows.</summary>
    /// <param name="callerGone">Cancelled when the caller hangs up.</param>
    /// <returns>Null when all is well.</returns>
    ValueTask<UpstreamFailure?> RelayAsync(CancellationToken callerGone);
}
