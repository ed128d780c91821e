using Routing.Catalog;

namespace Admin.Web.Feeds;

/// <summary>The catalog as last heard; null before the first time.</summary>
internal sealed class CurrentCatalog
{
    private volatile CatalogSnapshot? _snapshot;

    public CatalogSnapshot? Snapshot
    {
        get => _snapshot;
        set => _snapshot = value;
    }
}
