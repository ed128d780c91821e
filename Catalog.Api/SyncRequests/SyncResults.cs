using Aspire.Catalog.V1;

namespace Catalog.Api.SyncRequests;

/// <summary>The results of syncs as the table and REST spell them.</summary>
internal static class SyncResults
{
    private static readonly SyncResult[] All =
        [SyncResult.Running, SyncResult.Synced, SyncResult.Unchanged, SyncResult.Skipped, SyncResult.Failed, SyncResult.Refused];

    /// <returns>Null for what is no result.</returns>
    public static string? Name(SyncResult result) => All.Contains(result) ? result.ToString().ToLowerInvariant() : null;

    public static SyncResult Parse(string? name) => All.FirstOrDefault(result => Name(result) == name);
}
