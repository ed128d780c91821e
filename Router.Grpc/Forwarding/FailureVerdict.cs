using System.Text;
using Providers.Failures;
using Router.Grpc.Accounting;

namespace Router.Grpc.Forwarding;

/// <summary>What all the failures of a request come to.</summary>
internal enum VerdictKind
{
    /// <summary>The request itself is at fault.</summary>
    CallerFault,

    /// <summary>A provider declines the content.</summary>
    ContentPolicy,

    /// <summary>The prompt is too long for every candidate.</summary>
    ContextLength,

    /// <summary>Every candidate has had too many requests.</summary>
    RateLimited,

    /// <summary>Every candidate is overloaded or cannot be reached.</summary>
    Unavailable,

    /// <summary>There was no time left to go on.</summary>
    OutOfTime,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>One answer to "what went wrong" after several attempts, for every surface to put in its own form.</summary>
/// <param name="Kind">For machines.</param>
/// <param name="Status">The HTTP status of a caller's fault; 0 otherwise.</param>
/// <param name="Message">Names each attempt and its failure.</param>
/// <param name="RetryAfter">The shortest wait that a provider asked for; null when none did.</param>
internal sealed record FailureVerdict(VerdictKind Kind, int Status, string Message, TimeSpan? RetryAfter)
{
    public static FailureVerdict Of(ChatCall call)
    {
        var failures = call.Failures;
        if (call.OutOfTime)
        {
            return new(VerdictKind.OutOfTime, 0, $"The {call.TimeLimit.TotalMilliseconds:F0} ms for the request are not enough. {Describe(failures)}", null);
        }

        var last = failures[^1].Failure;
        var kind = KindOf(failures);
        var ownFault = kind is VerdictKind.CallerFault or VerdictKind.ContentPolicy or VerdictKind.ContextLength;
        return new(
            kind,
            kind == VerdictKind.CallerFault ? StatusOf(last) : 0,
            ownFault && last.CallerDetail is { } detail ? detail : Describe(call),
            Shortest(failures));
    }

    /// <summary>What a caller is told when an answer broke off after it had begun.</summary>
    public static string Broken(ChatCall call) => $"The answer broke off. {Last(call)}";

    /// <summary>Names each attempt and its failure, in words that hold nothing of provider or caller.</summary>
    public static string Describe(List<AttemptFailure> failures)
    {
        var text = new StringBuilder(failures.Count switch
        {
            0 => "No attempt was made.",
            1 => "The only attempt failed.",
            var count => $"All {count} attempts failed.",
        });
        foreach (var (deployment, failure) in failures)
        {
            text.Append(' ').Append(deployment).Append(" (").Append(FailureNames.Of(failure.Kind)).Append("): ").Append(failure.Message);
        }

        return text.ToString();
    }

    private static string Describe(ChatCall call) => call.Withheld is { } why ? $"{Describe(call.Failures)} {why}" : Describe(call.Failures);

    private static string Last(ChatCall call)
    {
        var (deployment, failure) = call.Failures[^1];
        return $"{deployment} ({FailureNames.Of(failure.Kind)}): {failure.Message}";
    }

    private static VerdictKind KindOf(List<AttemptFailure> failures)
    {
        switch (failures[^1].Failure.Kind)
        {
            case FailureKind.CallerFault:
                return VerdictKind.CallerFault;
            case FailureKind.ContentPolicy:
                return VerdictKind.ContentPolicy;
        }

        if (failures.TrueForAll(static failed => failed.Failure.Kind == FailureKind.ContextLength))
        {
            return VerdictKind.ContextLength;
        }

        if (failures.TrueForAll(static failed => failed.Failure.Kind is FailureKind.RateLimited or FailureKind.QuotaExceeded))
        {
            return VerdictKind.RateLimited;
        }

        return failures.TrueForAll(static failed =>
            failed.Failure.Kind is FailureKind.RateLimited or FailureKind.QuotaExceeded or FailureKind.Overloaded or FailureKind.Connect or FailureKind.Busy)
            ? VerdictKind.Unavailable
            : VerdictKind.Failed;
    }

    // 409 would make SDKs repeat the request, 401 and 403 would read as if the caller's own key were refused.
    private static int StatusOf(UpstreamFailure failure) => failure.Status is 413 or 422 ? failure.Status.Value : 400;

    private static TimeSpan? Shortest(List<AttemptFailure> failures)
    {
        TimeSpan? shortest = null;
        foreach (var (_, failure) in failures)
        {
            if (failure.RetryAfter is { } wait && (shortest is null || wait < shortest))
            {
                shortest = wait;
            }
        }

        return shortest;
    }
}
