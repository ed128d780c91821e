namespace ServiceDefaults.SharedHealth;

/// <summary>One or several outcomes of the same subject, observed at about the same time.</summary>
public sealed record HealthObservation
{
    public required HealthSubject Subject { get; init; }

    /// <summary>How long ago; the store dates the observation by the Redis server's clock, so that no two clocks are compared.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Outcomes that went well.</summary>
    public int Successes { get; init; }

    /// <summary>Outcomes for which the upstream is to blame. A caller's or a credential's fault is no observation.</summary>
    public int Failures { get; init; }

    /// <summary>Latencies of the successes, added up.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Of the successes, those streamed answers whose first content was timed.</summary>
    public int FirstContents { get; init; }

    /// <summary>Times to their first content, added up.</summary>
    public TimeSpan FirstContent { get; init; }

    /// <summary>What failed, in words fit for operators and callers; null when nothing did.</summary>
    public string? Cause { get; init; }

    /// <summary>How long the provider asks to be left alone, from the observation on; null when it does not.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>When the subject is looked at again, from the observation on; null when nobody plans to.</summary>
    public TimeSpan? NextProbe { get; init; }
}
