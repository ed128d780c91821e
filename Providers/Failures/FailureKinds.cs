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
        FailureKind.ContentPolicy or FailureKind.Busy => FailureBlame.Nobody,
        _ => FailureBlame.Upstream,
    };

    /// <summary>What may help after it.</summary>
    public static FailureRemedy Remedy(this FailureKind kind) => kind switch
    {
        FailureKind.CallerFault => FailureRemedy.None,
        FailureKind.ContentPolicy => FailureRemedy.OtherJudge,
        FailureKind.ContextLength => FailureRemedy.LargerWindow,
        FailureKind.Credential or FailureKind.QuotaExceeded => FailureRemedy.OtherCredential,
        FailureKind.RateLimited => FailureRemedy.OtherCredentialOrTime,
        FailureKind.Overloaded or FailureKind.Upstream or FailureKind.Cut => FailureRemedy.Time,
        _ => FailureRemedy.OtherDeployment,
    };
}
