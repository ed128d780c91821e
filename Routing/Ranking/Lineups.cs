using System.Collections.Concurrent;
using Routing.Health;

namespace Routing.Ranking;

/// <summary>Keeps, beside a health view, the lineups that requests have asked for.</summary>
internal sealed class Lineups(ListedHealth health)
{
    // As with the orders of a catalog: kinds of requests are few.
    private const int Most = 64;

    private readonly ConcurrentDictionary<LineupKind, Lineup> _lineups = new();

    public Lineup Of(in LineupKind kind)
    {
        if (_lineups.TryGetValue(kind, out var lineup))
        {
            return lineup;
        }

        if (_lineups.Count >= Most)
        {
            _lineups.Clear();
        }

        return _lineups.GetOrAdd(kind, static (asked, known) => new(in asked, known.Index, known, new(in asked, known)), health);
    }
}
