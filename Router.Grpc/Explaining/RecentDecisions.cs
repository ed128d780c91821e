using Routing.Catalog;

namespace Router.Grpc.Explaining;

/// <summary>
/// The last decisions, for questions asked before the ledger has them, or without a ledger at all. Every request adds one and hardly any is
/// asked about, so that to look for one is what takes the time.
/// </summary>
internal sealed class RecentDecisions
{
    private const int Most = 512;

    // Each decision holds on to the catalog it read; a few of these at most.
    private const int MostCatalogs = 4;

    private readonly Lock _gate = new();
    private readonly RecentDecision?[] _ring = new RecentDecision?[Most];
    private readonly Queue<CatalogIndex> _catalogs = new();
    private int _next;

    public RecentDecision? Last
    {
        get
        {
            lock (_gate)
            {
                return Latest;
            }
        }
    }

    private RecentDecision? Latest => _ring[(_next + Most - 1) % Most];

    public void Add(RecentDecision decision)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(Latest?.Input.Index, decision.Input.Index))
            {
                Begin(decision.Input.Index);
            }

            _ring[_next] = decision;
            _next = (_next + 1) % Most;
        }
    }

    public RecentDecision? Find(string id)
    {
        lock (_gate)
        {
            return Array.Find(_ring, decision => decision?.Id == id);
        }
    }

    private void Begin(CatalogIndex catalog)
    {
        _catalogs.Enqueue(catalog);
        if (_catalogs.Count <= MostCatalogs)
        {
            return;
        }

        var gone = _catalogs.Dequeue();
        for (var i = 0; i < Most; i++)
        {
            _ring[i] = ReferenceEquals(_ring[i]?.Input.Index, gone) ? null : _ring[i];
        }
    }
}
