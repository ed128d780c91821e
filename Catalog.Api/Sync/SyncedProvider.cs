using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Sync;

/// <summary>What the registry has of a provider before an answer of it is taken over.</summary>
/// <param name="Id">The provider.</param>
/// <param name="Profile">Whose conventions its entries follow.</param>
/// <param name="IsFree">Whether everything it serves is free.</param>
/// <param name="Known">Every model it has a row for.</param>
/// <param name="Described">Those of them that people describe: curated and promoted ones.</param>
/// <param name="Listed">Those of them that its last answer listed.</param>
internal sealed record SyncedProvider(
    string Id, string Profile, bool IsFree, HashSet<string> Known, HashSet<string> Described, HashSet<string> Listed)
{
    public static async Task<SyncedProvider?> ReadAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken)
    {
        var known = await edit.Connection.ListAsync(
            """
            SELECT model_id, origin <> 'discovered', last_seen IS NOT NULL AND missing_since IS NULL
            FROM model_registry WHERE provider_id = $1 AND scope = 'global'
            """,
            [provider],
            row => (Model: row.GetString(0), Described: row.GetBoolean(1), Listed: row.GetBoolean(2)),
            cancellationToken);
        return await edit.Connection.FirstOrDefaultAsync(
            "SELECT profile, is_free FROM providers WHERE provider_id = $1 AND scope = 'global'",
            [provider],
            row => new SyncedProvider(
                provider,
                row.GetString(0),
                row.GetBoolean(1),
                Names(known),
                Names(known.Where(model => model.Described)),
                Names(known.Where(model => model.Listed))),
            cancellationToken);
    }

    private static HashSet<string> Names(IEnumerable<(string Model, bool Described, bool Listed)> models) =>
        models.Select(model => model.Model).ToHashSet(StringComparer.Ordinal);
}
