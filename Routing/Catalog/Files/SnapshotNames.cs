namespace Routing.Catalog.Files;

/// <summary>The words the file uses for lifecycles and origins.</summary>
internal static class SnapshotNames
{
    public static readonly NameTable<Lifecycle> Lifecycle = new(
        ("preview", Catalog.Lifecycle.Preview),
        ("active", Catalog.Lifecycle.Active),
        ("deprecated", Catalog.Lifecycle.Deprecated),
        ("retired", Catalog.Lifecycle.Retired));

    public static readonly NameTable<Origin> Origin = new(
        ("curated", Catalog.Origin.Curated),
        ("discovered", Catalog.Origin.Discovered),
        ("promoted", Catalog.Origin.Promoted));
}
