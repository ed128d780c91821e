using Routing.Catalog;

namespace Router.Grpc.Explaining;

/// <summary>The last decisions, for questions asked before the ledger has them, or without a ledger at all.</summary>
internal sealed class RecentDecisions
{
    private const int Most = 512;

    // Each decision holds on to the catalog it read; a few of these at most.
    private const int MostCatalogs = 4;

    private readonly Lock _gate = new();
    private readonly Queue<RecentDecision> _inOrder = new();
    private readonly Dictionary<string, RecentDecision> _byId = new(StringComparer.Ordinal);
    private readonly Queue<CatalogIndex> _catalogs = new();
    private RecentDecision? _last;

    public RecentDecision? Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Add(RecentDecision decision)
    {
        lock (_gate)
        {
            if (_last is null || !ReferenceEquals(_last.Input.Index, decision.Input.Index))
            {
                Begin(decision.Input.Index);
            }

            _last = decision;
            _inOrder.Enqueue(decision);
            _byId[decision.Id] = decision;
            if (_inOrder.Count > Most)
            {
                Forget();
            }
        }
    }

    public RecentDecision? Find(string id)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(id);
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
        while (_inOrder.TryPeek(out var oldest) && ReferenceEquals(oldest.Input.Index, gone))
        {
            Forget();
        }
    }

    private void Forget() => _byId.Remove(_inOrder.Dequeue().Id);
}
