using System.Collections.Immutable;

namespace Routing.Health;

/// <summary>Everything that is known of health at one moment.</summary>
/// <param name="At">The moment, by the clock of what keeps the records.</param>
/// <param name="Records">What was observed within the last hour, and whatever an operator has taken out.</param>
public sealed record HealthReading(DateTimeOffset At, ImmutableDictionary<HealthSubject, SubjectRecord> Records)
{
    /// <summary>Nothing is known.</summary>
    public static readonly HealthReading Nothing = new(DateTimeOffset.UnixEpoch, ImmutableDictionary<HealthSubject, SubjectRecord>.Empty);

    /// <summary>Names the life of the store that was read: another name means that it has lost what it knew.</summary>
    public string Generation { get; init; } = "";

    /// <summary>The records as they count at the moment, by subject.</summary>
    public ImmutableArray<SubjectHealth> Subjects =>
        [.. Records.Values.Select(record => SubjectHealth.Of(record, At)).OrderBy(static health => health.Subject.ToString(), StringComparer.Ordinal)];

    /// <summary>What is known of one subject; null when nothing is.</summary>
    public SubjectHealth? Find(HealthSubject subject) =>
        Records.TryGetValue(subject, out var record) ? SubjectHealth.Of(record, At) : null;
}
