using Aspire.Catalog.V1;

namespace Catalog.Api.Usage;

/// <summary>Events by kind, each with its id and time.</summary>
internal sealed record LedgerBatch(
    IReadOnlyList<LedgerEntry<AttemptEvent>> Attempts,
    IReadOnlyList<LedgerEntry<DecisionEvent>> Decisions,
    IReadOnlyList<LedgerEntry<FeedbackEvent>> Feedback,
    IReadOnlyList<LedgerEntry<HealthViewEvent>> HealthViews)
{
    public int Count => Attempts.Count + Decisions.Count + Feedback.Count + HealthViews.Count;

    public IEnumerable<Guid> Ids =>
    [
        .. Attempts.Select(entry => entry.Id),
        .. Decisions.Select(entry => entry.Id),
        .. Feedback.Select(entry => entry.Id),
        .. HealthViews.Select(entry => entry.Id),
    ];

    /// <summary>Divides a batch of two or more into two that both have events.</summary>
    public (LedgerBatch First, LedgerBatch Second) Halve()
    {
        var left = Count / 2;
        var (decisions, feedback) = (Attempts.Count, Attempts.Count + Decisions.Count);
        var views = feedback + Feedback.Count;
        return (
            new(Take(Attempts, 0), Take(Decisions, decisions), Take(Feedback, feedback), Take(HealthViews, views)),
            new(Skip(Attempts, 0), Skip(Decisions, decisions), Skip(Feedback, feedback), Skip(HealthViews, views)));

        List<T> Take<T>(IReadOnlyList<T> entries, int before) => [.. entries.Take(left - before)];
        List<T> Skip<T>(IReadOnlyList<T> entries, int before) => [.. entries.Skip(Math.Max(0, left - before))];
    }
}

/// <summary>One event with what its id says: identity and time.</summary>
internal sealed record LedgerEntry<T>(Guid Id, DateTimeOffset CreatedAt, T Event);
