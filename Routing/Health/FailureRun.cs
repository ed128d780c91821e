using System.Collections.Immutable;

namespace Routing.Health;

/// <summary>
/// Whether the latest outcomes of a subject were failures, one after another, however far apart: what no window sees of a deployment that
/// is called now and then. Outcomes may be added in any order.
/// </summary>
public sealed record FailureRun
{
    /// <summary>Failures in a row from which a run is long.</summary>
    public const int LongFrom = 5;

    /// <summary>Of a subject that has never been called.</summary>
    public static readonly FailureRun None = new();

    /// <summary>The last success; null while there was none.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>The latest failures, as many as make a run long; latest first.</summary>
    public ImmutableArray<DateTimeOffset> FailedAt { get; init; } = [];

    /// <summary>Whether nothing but failures was observed for so many outcomes. What was observed together with a success is no part of it.</summary>
    public bool IsLong => FailedAt.Length == LongFrom && (SucceededAt is not { } last || FailedAt[^1] > last);

    /// <summary>Adds outcomes that were observed at one moment.</summary>
    public FailureRun Add(int successes, int failures, DateTimeOffset observed) => new()
    {
        SucceededAt = successes > 0 && !(SucceededAt > observed) ? observed : SucceededAt,
        FailedAt = failures > 0
            ? [.. FailedAt.Concat(Enumerable.Repeat(observed, Math.Min(failures, LongFrom))).OrderDescending().Take(LongFrom)]
            : FailedAt,
    };
}
