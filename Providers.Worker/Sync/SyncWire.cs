using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Providers.Models;
using Providers.Worker.Upstreams;
using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Providers.Worker.Sync;

/// <summary>Writes what a provider answered as the catalog takes it.</summary>
internal static class SyncWire
{
    public static Wire.SyncProviderRequest ToWire(ProviderId provider, FetchedList.Fresh list, DateTimeOffset fetchedAt) => new()
    {
        Provider = provider.Value,
        Raw = UnsafeByteOperations.UnsafeWrap(list.Raw),
        FetchedAt = Timestamp.FromDateTimeOffset(fetchedAt),
        Models = { list.Models.Select(ToWire) },
    };

    /// <summary>An answer in which no models could be read, to be kept.</summary>
    public static Wire.SyncProviderRequest ToWire(ProviderId provider, FetchedList.Failed failed, DateTimeOffset fetchedAt) => new()
    {
        Provider = provider.Value,
        Raw = UnsafeByteOperations.UnsafeWrap(failed.Raw),
        FetchedAt = Timestamp.FromDateTimeOffset(fetchedAt),
        Failure = failed.Failure.Message,
    };

    private static Wire.DiscoveredModel ToWire(DiscoveredModel model)
    {
        var wire = new Wire.DiscoveredModel
        {
            Model = model.Id,
            Name = model.Name ?? "",
            ContextWindow = model.ContextWindow ?? 0,
            MaxOutputTokens = model.MaxOutputTokens ?? 0,
            Capabilities = { model.Capabilities is { } known ? CapabilityNames.Of(known) : [] },
            CapabilitiesKnown = model.Capabilities is not null,
            ProviderData = model.RawJson,
            SupportedParameters = { model.SupportedParameters },
            Created = model.Created?.ToTimestamp(),
            DeprecatedAt = model.DeprecatedAt?.ToTimestamp(),
            RetiresAt = model.RetiresAt?.ToTimestamp(),
            InputModalities = { model.InputModalities },
            OutputModalities = { model.OutputModalities },
            Description = model.Description ?? "",
            Aliases = { model.Aliases },
            OwnedBy = model.OwnedBy ?? "",
            Lifecycle = ToWire(model.Lifecycle),
        };
        if (model.Price is { } price)
        {
            wire.Prices.Add(ToWire(price));
        }

        if (model.IsFree is { } free)
        {
            wire.IsFree = free;
        }

        if (model.Active is { } active)
        {
            wire.Active = active;
        }

        return wire;
    }

    // Without a date: providers list what holds now, and the catalog knows since when it has been so.
    private static Wire.Price ToWire(Price price)
    {
        var wire = new Wire.Price
        {
            Input = price.Input.NanoDollarsPerMillion,
            Output = price.Output.NanoDollarsPerMillion,
            PerRequest = price.PerRequest.Value,
            ContextOver = price.ContextOver,
            Source = price.Source ?? "",
        };
        if (price.CachedInput is { } cachedInput)
        {
            wire.CachedInput = cachedInput.NanoDollarsPerMillion;
        }

        if (price.CacheWrite is { } cacheWrite)
        {
            wire.CacheWrite = cacheWrite.NanoDollarsPerMillion;
        }

        return wire;
    }

    private static Wire.Lifecycle ToWire(Lifecycle? lifecycle) => lifecycle switch
    {
        Lifecycle.Preview => Wire.Lifecycle.Preview,
        Lifecycle.Active => Wire.Lifecycle.Active,
        Lifecycle.Deprecated => Wire.Lifecycle.Deprecated,
        Lifecycle.Retired => Wire.Lifecycle.Retired,
        _ => Wire.Lifecycle.Unspecified,
    };
}
