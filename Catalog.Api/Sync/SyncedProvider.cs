using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Sync;

/// <summary>What the registry has of a provider before an answer of it is taken over.</summary>
/// <param name="Id">The provider.</param>
/// <param name="Profile">Whose conventions its entries follow.</param>
/// <param name="IsFree">Whether everything it serves is free.</param>
/// <param name="Known">Every model it has a row for.</param>
/// <param name="Listed">How many models its last answer listed and the registry still holds.</param>
internal sealed record SyncedProvider(string Id, string Profile, bool IsFree, HashSet<string> Known, int Listed)
{
    public static async Task<SyncedProvider?> ReadAsync(CatalogEdit edit, string provider, CancellationToken cancellationToken)
    {
        var known = await edit.Connection.ListAsync(
            "SELECT model_id, last_seen IS NOT NULL AND missing_since IS NULL FROM model_registry WHERE provider_id = $1 AND scope = 'global'",
            [provider],
            row => (Model: row.GetString(0), Listed: row.GetBoolean(1)),
            cancellationToken);
        return await edit.Connection.FirstOrDefaultAsync(
            "SELECT profile, is_free FROM providers WHERE provider_id = $1 AND scope = 'global'",
            [provider],
            row => new SyncedProvider(
                provider,
                row.GetString(0),
                row.GetBoolean(1),
                known.Select(model => model.Model).ToHashSet(StringComparer.Ordinal),
                known.Count(model => model.Listed)),
            cancellationToken);
    }
}
