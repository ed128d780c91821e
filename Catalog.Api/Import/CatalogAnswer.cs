using System.Text.Json;

namespace Catalog.Api.Import;

/// <summary>What importing a catalog changed, or would change.</summary>
internal sealed record CatalogAnswer
{
    /// <summary>Whether nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The catalog's revision from now on.</summary>
    public required long Revision { get; init; }

    public required IReadOnlyList<CatalogChange> Changes { get; init; }

    /// <summary>Rows of the document that say what the catalog says.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Rows of the document that the catalog still contradicts: what was edited by hand here stays.</summary>
    public required IReadOnlyList<string> Kept { get; init; }
}

/// <summary>One row that changes, as the change log records it; prices of a deployment stand together.</summary>
internal sealed record CatalogChange(string Kind, string Key, string Change, JsonElement? Before, JsonElement? After);
