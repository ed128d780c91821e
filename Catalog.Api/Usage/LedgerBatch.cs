using Aspire.Catalog.V1;

namespace Catalog.Api.Usage;

/// <summary>Events of one kind or the other, each with its id and time.</summary>
internal sealed record LedgerBatch(
    IReadOnlyList<LedgerEntry<AttemptEvent>> Attempts, IReadOnlyList<LedgerEntry<DecisionEvent>> Decisions)
{
    public int Count => Attempts.Count + Decisions.Count;

    public IEnumerable<Guid> Ids => Attempts.Select(entry => entry.Id).Concat(Decisions.Select(entry => entry.Id));

    /// <summary>Halves a batch of two or more.</summary>
    public (LedgerBatch First, LedgerBatch Second) Halve() =>
        Attempts.Count > 0 && Decisions.Count > 0
            ? (new([.. Attempts], []), new([], [.. Decisions]))
            : (new([.. Attempts.Take(Attempts.Count / 2)], [.. Decisions.Take(Decisions.Count / 2)]),
                new([.. Attempts.Skip(Attempts.Count / 2)], [.. Decisions.Skip(Decisions.Count / 2)]));
}

/// <summary>One event with what its id says: identity and time.</summary>
internal sealed record LedgerEntry<T>(Guid Id, DateTimeOffset CreatedAt, T Event);
