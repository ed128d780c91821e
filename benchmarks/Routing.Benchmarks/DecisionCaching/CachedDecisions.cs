using Routing.Decisions;

namespace Routing.Benchmarks.DecisionCaching;

/// <summary>
/// The best that a cache of decisions could do: what is asked is compared without its time, and an entry holds for as long as no date of
/// the catalog and no end of a cooldown is passed. The decision that comes back still needs the hash of its own input, since that is what
/// the ledger keeps and a replay compares.
/// </summary>
internal sealed class CachedDecisions(int most)
{
    private readonly Dictionary<string, (RoutingOutcome Outcome, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();

    public long Hits { get; private set; }

    public RoutingOutcome Decide(DecisionInput input)
    {
        var key = DecisionHash.Of(input with { Time = default });
        if (_kept.TryGetValue(key, out var known) && input.Time < known.Until)
        {
            Hits++;
            return known.Outcome is RoutingOutcome.Decided(var decision)
                ? new RoutingOutcome.Decided(decision with { Hash = DecisionHash.Of(input) })
                : known.Outcome;
        }

        var outcome = RoutingPipeline.Decide(input);
        if (_kept.TryAdd(key, (outcome, NextChange(input))))
        {
            _inOrder.Enqueue(key);
            if (_inOrder.Count > most)
            {
                _kept.Remove(_inOrder.Dequeue());
            }
        }
        else
        {
            _kept[key] = (outcome, NextChange(input));
        }

        return outcome;
    }

    // The first moment after which the same question may have another answer.
    private static DateTimeOffset NextChange(DecisionInput input)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var state in input.Health.States.Values)
        {
            next = Sooner(next, state.CoolingUntil, input.Time);
        }

        if (input.Index.NextDate(input.Time) is { } date)
        {
            next = Sooner(next, date, input.Time);
        }

        return next;
    }

    private static DateTimeOffset Sooner(DateTimeOffset next, DateTimeOffset? other, DateTimeOffset now) =>
        other is { } moment && moment > now && moment < next ? moment : next;
}
