using System.Collections.Immutable;

namespace Routing.Health;

/// <summary>
/// What all observers together have told of one subject, in a form that observations can be added to in any order: sums at a common
/// moment, and of everything else the latest.
/// </summary>
public sealed record SubjectRecord
{
    /// <summary>Whose record.</summary>
    public required HealthSubject Subject { get; init; }

    /// <summary>The moment to which the sums are faded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Outcomes observed before this moment count no longer, since a circuit has closed or an operator has wiped the slate; null while all count.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Outcomes by window, in the order of <see cref="OutcomeSums.HalfLives"/>.</summary>
    public ImmutableArray<OutcomeSums> Sums { get; init; } = [.. new OutcomeSums[OutcomeSums.HalfLives.Length]];

    /// <summary>Milliseconds of the successes in the longest window.</summary>
    public double Latency { get; init; }

    /// <summary>Successes in the longest window whose first content was timed.</summary>
    public double Begun { get; init; }

    /// <summary>Milliseconds to the first content of those.</summary>
    public double First { get; init; }

    /// <summary>Failures since the last success.</summary>
    public FailureRun Run { get; init; } = FailureRun.None;

    /// <summary>Latencies of whole answers.</summary>
    public LatencySeries Whole { get; init; }

    /// <summary>Times to the first content of streamed answers.</summary>
    public LatencySeries Opening { get; init; }

    /// <summary>The last observation.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The latest failure in words; null when there was none.</summary>
    public string? Cause { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? CauseAt { get; init; }

    /// <summary>No requests before this moment; null when nobody asked for a pause.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>When somebody looks again; null when nobody plans to.</summary>
    public DateTimeOffset? NextProbe { get; init; }

    /// <summary>The observation that said so.</summary>
    public DateTimeOffset? ProbedAt { get; init; }

    /// <summary>Why it is called slow against its own past; null when it is not.</summary>
    public string? Slow { get; init; }

    /// <summary>Its circuit.</summary>
    public Circuit Circuit { get; init; } = Circuit.NeverOpened;

    /// <summary>An operator's word against it; null when there is none.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>A record of a subject of which nothing is known yet.</summary>
    public static SubjectRecord New(HealthSubject subject, DateTimeOffset now) => new() { Subject = subject, At = now, ObservedAt = DateTimeOffset.UnixEpoch };

    /// <summary>Outcomes of one window as they count at a moment.</summary>
    public OutcomeSums SumsAt(int window, DateTimeOffset now) => Sums[window].Faded(now - At, OutcomeSums.HalfLives[window]);

    /// <summary>Adds an observation. Whatever the order in which several are added, the record becomes the same.</summary>
    public SubjectRecord Merge(HealthObservation observation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var observed = now - observation.Age;
        var told = this with
        {
            ObservedAt = Later(ObservedAt, observed),
            CoolingUntil = observation.Cooldown is { } pause && !(CoolingUntil > observed + pause) ? observed + pause : CoolingUntil,
        };
        if (observation.NextProbe is { } pauseBefore && told.IsLaterProbe(observed, observed + pauseBefore))
        {
            told = told with { ProbedAt = observed, NextProbe = observed + pauseBefore };
        }

        return observed < Since ? told : told.Add(observation, observed);
    }

    /// <summary>The record after a turn of its circuit. From the moment it closes, only what is observed afterwards counts.</summary>
    public SubjectRecord Turn(CircuitTurn turn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var circuit = new Circuit
        {
            Version = Circuit.Version + 1,
            IsOpen = turn.Opens,
            OpenUntil = turn.Opens ? now + turn.For : Circuit.OpenUntil,
            Openings = turn.Openings,
            TurnedAt = now,
            Cause = turn.Cause,
        };
        return turn.Opens ? this with { Circuit = circuit } : Forgotten(now) with { Circuit = circuit };
    }

    /// <summary>The record with a clean slate: no failures, no pause, a closed circuit, no operator's word.</summary>
    public SubjectRecord Reset(DateTimeOffset now) => Forgotten(now) with
    {
        CoolingUntil = null,
        Slow = null,
        Isolation = null,
        Circuit = new() { Version = Circuit.Version + 1, TurnedAt = now },
    };

    private SubjectRecord Forgotten(DateTimeOffset now) => this with
    {
        At = now,
        Since = now,
        Sums = [.. new OutcomeSums[OutcomeSums.HalfLives.Length]],
        Latency = 0,
        Begun = 0,
        First = 0,
        Run = FailureRun.None,
        Cause = null,
        CauseAt = null,
    };

    // Whichever is older, the sums or the observation, fades to the moment of the other.
    private SubjectRecord Add(HealthObservation observation, DateTimeOffset observed)
    {
        var moment = Later(At, observed);
        var outcomes = new OutcomeSums(observation.Successes, observation.Failures);
        var sums = ImmutableArray.CreateBuilder<OutcomeSums>(Sums.Length);
        for (var window = 0; window < Sums.Length; window++)
        {
            sums.Add(Sums[window].Faded(moment - At, OutcomeSums.HalfLives[window]) + outcomes.Faded(moment - observed, OutcomeSums.HalfLives[window]));
        }

        var kept = OutcomeSums.Left(moment - At, OutcomeSums.HalfLives[0]);
        var added = OutcomeSums.Left(moment - observed, OutcomeSums.HalfLives[0]);
        var isLatest = observation.Cause is not null && IsLaterCause(observation.Cause, observed);
        return this with
        {
            At = moment,
            Sums = sums.MoveToImmutable(),
            Latency = (Latency * kept) + (observation.Latency.TotalMilliseconds * added),
            Begun = (Begun * kept) + (observation.FirstContents * added),
            First = (First * kept) + (observation.FirstContent.TotalMilliseconds * added),
            Run = Run.Add(observation.Successes, observation.Failures, observed),
            Whole = observation.LatencyLogs == 0 ? Whole : Whole + new LatencySeries(observation.Successes, observation.LatencyLogs),
            Opening = Opening + new LatencySeries(observation.FirstContents, observation.FirstContentLogs),
            Cause = isLatest ? observation.Cause : Cause,
            CauseAt = isLatest ? observed : CauseAt,
        };
    }

    private bool IsLaterCause(string cause, DateTimeOffset observed) =>
        CauseAt is not { } at || observed > at || (observed == at && string.CompareOrdinal(cause, Cause) > 0);

    private bool IsLaterProbe(DateTimeOffset observed, DateTimeOffset next) =>
        ProbedAt is not { } at || observed > at || (observed == at && next > NextProbe);

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
