namespace Routing.Health;

/// <summary>What all observers together know of one subject at one moment. Times are by the clock of what keeps the records.</summary>
public sealed record SubjectHealth
{
    // Below this the last failure is so long ago that it explains nothing of the score.
    private const double FadedFailures = 0.05;

    /// <summary>Whose health.</summary>
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

    /// <summary>Whether requests may flow.</summary>
    public CircuitState State { get; init; }

    /// <summary>The circuit behind the state.</summary>
    public Circuit Circuit { get; init; } = Circuit.NeverOpened;

    /// <summary>An operator's word against it; null when there is none.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>Why it is called slow against its own past; null when it is not.</summary>
    public string? Slow { get; init; }

    /// <summary>Reads a record as it counts at a moment.</summary>
    public static SubjectHealth Of(SubjectRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        var sums = record.SumsAt(0, now);
        return new()
        {
            Subject = record.Subject,
            Score = (int)Math.Round(100 * (sums.Succeeded + 1) / (sums.Samples + 1)),
            Samples = sums.Samples,
            // Sum and number fade alike, so that their ratio is what it was.
            Latency = Mean(record.Latency, record.Sums[0].Succeeded),
            FirstContent = Mean(record.First, record.Begun),
            Cause = sums.Failed > FadedFailures ? record.Cause : null,
            CoolingUntil = record.CoolingUntil > now ? record.CoolingUntil : null,
            ObservedAt = record.ObservedAt,
            NextProbe = record.NextProbe,
            State = record.Isolation is not null ? CircuitState.Isolated : record.Circuit.StateAt(now),
            Circuit = record.Circuit,
            Isolation = record.Isolation,
            Slow = record.Slow,
        };
    }

    private static TimeSpan? Mean(double sum, double count) => count > 0 ? TimeSpan.FromMilliseconds(sum / count) : null;
}
