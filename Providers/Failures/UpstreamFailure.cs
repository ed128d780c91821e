namespace Providers.Failures;

/// <summary>Why an attempt failed.</summary>
public sealed partial record UpstreamFailure
{
    /// <summary>What went wrong.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>HTTP status; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>How long the provider asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What happened, in our own words: holds no text of the provider, no key, no prompt.</summary>
    public required string Message { get; init; }

    /// <summary>The provider's machine-readable code, if it is a plain word; null otherwise.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The provider's own text for a fault of the caller, which the caller needs to mend the request. Show it to nobody else, log
    /// it never; null for every other kind.
    /// </summary>
    public string? CallerDetail { get; init; }

    /// <summary>Who is to blame.</summary>
    public FailureBlame Blame => Kind.Blame();
}
