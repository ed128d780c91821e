using System.Collections.Immutable;
using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Sync;

/// <summary>What is known of a canonical model, whoever serves it.</summary>
internal sealed record KnownModel(string Name, ImmutableArray<string> Capabilities, int ContextWindow)
{
    public static async Task<Dictionary<string, KnownModel>> ReadAllAsync(CatalogEdit edit, CancellationToken cancellationToken)
    {
        var rows = await edit.Connection.ListAsync(
            "SELECT canonical_id, name, capabilities, context_window FROM models WHERE scope = 'global'",
            [],
            row => (Id: row.GetString(0), Model: new KnownModel(row.GetString(1), [.. row.GetFieldValue<string[]>(2)], row.GetInt32(3))),
            cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Model, StringComparer.Ordinal);
    }
}
