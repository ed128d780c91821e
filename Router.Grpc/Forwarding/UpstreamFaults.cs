using Providers.Failures;

namespace Router.Grpc.Forwarding;

/// <summary>Tells failures of a provider from an attempt that is no longer wanted and from bugs.</summary>
internal static class UpstreamFaults
{
    /// <returns>Null when the exception is not the provider's doing.</returns>
    public static UpstreamFailure? Find(Exception exception, AttemptClock clock, CancellationToken callerGone)
    {
        if (callerGone.IsCancellationRequested || clock.IsSuperseded)
        {
            return null;
        }

        return exception is OperationCanceledException && clock.Token.IsCancellationRequested
            ? UpstreamFailure.TimedOut(clock.IsRequestOver
                ? "The provider did not answer before the request's time was up."
                : "The provider did not answer in time.")
            : UpstreamFailure.From(exception);
    }
}
