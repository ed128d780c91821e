using Aspire.Catalog.V1;

namespace Worker.FunctionalTests.Fakes;

/// <summary>Events as a catalog sends them.</summary>
internal static class CatalogEvents
{
    /// <summary>Ends the feed from the catalog's side.</summary>
    public static WatchCatalogResponse End => new();

    public static WatchCatalogResponse Ping(long revision) => new() { Ping = new() { Revision = revision } };

    public static WatchCatalogResponse Snapshot(long revision, params Provider[] providers) =>
        new() { Snapshot = new() { Revision = revision, Providers = { providers } } };

    public static WatchCatalogResponse Changes(long from, long to, params Provider[] providers) =>
        new() { Changes = new() { FromRevision = from, ToRevision = to, Providers = { providers } } };

    public static Provider Provider(string id, Uri? address = null, string? apiKeyEnvironment = null, string profile = "openai-compatible") => new()
    {
        Id = id,
        Profile = profile,
        BaseUrl = (address ?? new Uri("http://127.0.0.1:1/v1")).ToString(),
        ApiKeyEnvironment = apiKeyEnvironment ?? "",
        Enabled = true,
    };
}
