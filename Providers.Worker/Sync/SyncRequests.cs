using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Providers.Models;
using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Providers.Worker.Sync;

/// <summary>Writes a provider's list as the catalog takes it.</summary>
internal static class SyncRequests
{
    public static Wire.SyncProviderRequest From(ProviderId provider, DiscoveredModels models, DateTimeOffset fetchedAt) => new()
    {
        Provider = provider.Value,
        Raw = UnsafeByteOperations.UnsafeWrap(models.Raw),
        FetchedAt = Timestamp.FromDateTimeOffset(fetchedAt),
        Models = { models.Models.Select(ToWire) },
    };

    private static Wire.DiscoveredModel ToWire(DiscoveredModel model) => new()
    {
        Model = model.Id,
        Name = model.Name ?? "",
        ContextWindow = model.ContextWindow ?? 0,
        MaxOutputTokens = model.MaxOutputTokens ?? 0,
        Capabilities = { model.Capabilities is { } known ? CapabilityNames.Of(known) : [] },
        ProviderData = model.RawJson,
    };
}
