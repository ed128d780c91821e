namespace Routing.Health;

/// <summary>One or several outcomes of the same subject, observed at about the same time.</summary>
public sealed record HealthObservation
{
    /// <summary>Whose outcomes.</summary>
    public required HealthSubject Subject { get; init; }

    /// <summary>How long ago; what keeps it dates it by its own clock, so that no two clocks are compared.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Outcomes that went well.</summary>
    public int Successes { get; init; }

    /// <summary>Outcomes for which the upstream is to blame. A caller's or a credential's fault is no observation.</summary>
    public int Failures { get; init; }

    /// <summary>Latencies of the successes, added up.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Natural logarithms of the same in milliseconds, added up: what a baseline is made of, since latencies are skewed.</summary>
    public double LatencyLogs { get; init; }

    /// <summary>Of the successes, those streamed answers whose first content was timed.</summary>
    public int FirstContents { get; init; }

    /// <summary>Times to their first content, added up.</summary>
    public TimeSpan FirstContent { get; init; }

    /// <summary>Natural logarithms of the same in milliseconds, added up.</summary>
    public double FirstContentLogs { get; init; }

    /// <summary>What failed, in words fit for operators and callers; null when nothing did.</summary>
    public string? Cause { get; init; }

    /// <summary>How long the provider asks to be left alone, from the observation on; null when it does not.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>When the subject is looked at again, from the observation on; null when nobody plans to.</summary>
    public TimeSpan? NextProbe { get; init; }
}
