using Aspire.Catalog.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.FunctionalTests.Sync;

/// <summary>Makes answers of providers.</summary>
internal static class SyncRequests
{
    public static SyncProviderRequest Of(string provider, params IEnumerable<DiscoveredModel> models)
    {
        DiscoveredModel[] all = [.. models];
        return new SyncProviderRequest
        {
            Provider = provider,
            Raw = ByteString.CopyFromUtf8(string.Join('\n', all.Select(model => model.ToString()))),
            FetchedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
            Models = { all },
        };
    }

    public static SyncProviderRequest Named(string provider, params string[] models) =>
        Of(provider, models.Select(model => new DiscoveredModel { Model = model }));

    /// <summary>Many made-up models, each with an entry and a price as a large provider's have.</summary>
    public static SyncProviderRequest Many(string provider, int models, int entryBytes = 200, long input = 1_000_000_000) =>
        Of(provider, Enumerable.Range(0, models).Select(number => new DiscoveredModel
        {
            Model = $"maker-{number % 40}/model-{number}",
            Name = $"Model {number}",
            ContextWindow = 8_192 + number,
            Capabilities = { "chat", "streaming" },
            ProviderData = $$"""{"id":"model-{{number}}","about":"{{new string((char)('a' + (number % 26)), entryBytes)}}"}""",
            Prices = { new Price { Input = input + number, Output = 4 * input } },
        }));
}
