namespace Providers.Failures;

/// <summary>An upstream's answer broke off or made no sense.</summary>
public sealed class UpstreamFailureException : Exception
{
    /// <summary>Carries a failure out of a reader.</summary>
    public UpstreamFailureException(UpstreamFailure failure, Exception? innerException = null)
        : base(failure.Message, innerException) => Failure = failure;

    /// <summary>What failed.</summary>
    public UpstreamFailure Failure { get; }
}
