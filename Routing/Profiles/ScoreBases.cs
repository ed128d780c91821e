using Routing.Catalog.Files;

namespace Routing.Profiles;

/// <summary>How bases are written.</summary>
public static class ScoreBases
{
    private static readonly NameTable<ScoreBasis> Table = new(
        ("manual", ScoreBasis.Manual),
        ("published", ScoreBasis.Published),
        ("claimed", ScoreBasis.Claimed),
        ("estimated", ScoreBasis.Estimated));

    /// <summary>All names, strongest basis first, divided by commas.</summary>
    public static string Names => Table.Names;

    /// <summary>The name in files, on the wire and in the database.</summary>
    public static string NameOf(ScoreBasis basis) => Table.Of(basis);

    /// <summary>Reads a name; null when nobody knows it.</summary>
    public static ScoreBasis? Find(string name) => Table.Find(name);
}
