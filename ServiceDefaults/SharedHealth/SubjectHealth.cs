namespace ServiceDefaults.SharedHealth;

/// <summary>What all observers together know of one subject. Times are by the Redis server's clock.</summary>
public sealed record SubjectHealth
{
    public required HealthSubject Subject { get; init; }

    /// <summary>From 0 (never answers) to 100 (always does); one success is taken for granted, so that a single failure says little.</summary>
    public required int Score { get; init; }

    /// <summary>The number of observations behind the score, older ones counting less.</summary>
    public required double Samples { get; init; }

    /// <summary>How far the score may be trusted, from 0 to 1: half at four samples.</summary>
    public double Confidence => Samples / (Samples + 4);

    /// <summary>Mean latency of what went well, recent weighing more; null while nothing did.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Mean time to the first content of streamed answers, recent weighing more; null while none was timed.</summary>
    public TimeSpan? FirstContent { get; init; }

    /// <summary>The latest failure in words; null when the failures have faded.</summary>
    public string? Cause { get; init; }

    /// <summary>No requests before this moment; null when it is not cooling down.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>The last observation.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>When it is looked at again; null when nobody plans to.</summary>
    public DateTimeOffset? NextProbe { get; init; }
}
