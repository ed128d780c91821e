namespace Providers.Failures;

/// <summary>What follows from the kind of a failure.</summary>
public static class FailureKinds
{
    /// <summary>Names the guilty.</summary>
    public static FailureBlame Blame(this FailureKind kind) => kind switch
    {
        FailureKind.CallerFault or FailureKind.ContextLength => FailureBlame.Caller,
        FailureKind.Credential or FailureKind.QuotaExceeded => FailureBlame.Credential,
        FailureKind.ModelGone => FailureBlame.Model,
        FailureKind.ContentPolicy => FailureBlame.Nobody,
        _ => FailureBlame.Upstream,
    };

    /// <summary>Whether another deployment may succeed where this one failed. A longer window takes what was too long here.</summary>
    public static bool AnotherMayServe(this FailureKind kind) => kind is not (FailureKind.CallerFault or FailureKind.ContentPolicy);
}
