using Providers.Failures;

namespace Providers.Worker.Sync;

/// <summary>How a sync ended.</summary>
/// <param name="Result">In one word.</param>
/// <param name="At">When.</param>
/// <param name="Detail">For operators to read; the same while nothing changes.</param>
internal sealed record SyncOutcome(SyncResult Result, DateTimeOffset At, string Detail)
{
    /// <summary>How many models the provider listed; null when no list came.</summary>
    public int? Models { get; init; }

    /// <summary>What went wrong with the asking; null when nothing did.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>How long the provider asks to be left alone; null when it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
