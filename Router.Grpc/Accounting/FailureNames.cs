using Providers.Failures;

namespace Router.Grpc.Accounting;

/// <summary>The names under which kinds of failure leave the process: in the ledger, in errors and in metrics.</summary>
internal static class FailureNames
{
    public static string Of(FailureKind kind) => kind switch
    {
        FailureKind.CallerFault => "caller_fault",
        FailureKind.Credential => "credential",
        FailureKind.ModelGone => "model_gone",
        FailureKind.RateLimited => "rate_limited",
        FailureKind.Overloaded => "overloaded",
        FailureKind.Upstream => "upstream",
        FailureKind.Timeout => "timeout",
        FailureKind.Connect => "connect",
        FailureKind.Malformed => "malformed",
        FailureKind.Cut => "cut",
        FailureKind.ContentPolicy => "content_policy",
        FailureKind.ContextLength => "context_length",
        FailureKind.QuotaExceeded => "quota_exceeded",
        FailureKind.Busy => "busy",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
