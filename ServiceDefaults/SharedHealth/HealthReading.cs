using System.Collections.Immutable;

namespace ServiceDefaults.SharedHealth;

/// <summary>Everything that the shared store knows at one moment.</summary>
/// <param name="At">The moment, by the Redis server's clock.</param>
/// <param name="Subjects">What was observed within the last hour, by subject.</param>
public sealed record HealthReading(DateTimeOffset At, ImmutableArray<SubjectHealth> Subjects);
