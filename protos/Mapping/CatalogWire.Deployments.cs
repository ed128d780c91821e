using Google.Protobuf.WellKnownTypes;
using Routing.Catalog;
using Routing.Money;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a deployment with its prices.</summary>
    public static Wire.Deployment ToWire(Deployment deployment) => new()
    {
        Provider = deployment.Id.Provider.Value,
        Model = deployment.Id.Model,
        CanonicalModel = deployment.CanonicalId?.Value ?? "",
        Name = deployment.Name,
        Lifecycle = ToWire(deployment.Lifecycle),
        Origin = ToWire(deployment.Origin),
        Enabled = deployment.Enabled,
        IsFree = deployment.IsFree,
        Capabilities = { CapabilityNames.Of(deployment.Capabilities) },
        ContextWindow = deployment.ContextWindow,
        MaxOutputTokens = deployment.MaxOutputTokens,
        Region = deployment.Region ?? "",
        Prices = { deployment.Prices.Select(ToWire) },
        DeprecatedAt = deployment.DeprecatedAt?.ToTimestamp(),
        RetiresAt = deployment.RetiresAt?.ToTimestamp(),
        UnsupportedParameters = { deployment.UnsupportedParameters },
    };

    /// <summary>Reads a deployment with its prices.</summary>
    /// <exception cref="FormatException">It lacks its provider or its model.</exception>
    public static Deployment ToDomain(Wire.Deployment deployment) => new()
    {
        Id = new DeploymentId(new ProviderId(Key(deployment.Provider, "deployment's provider")), Key(deployment.Model, "deployment")),
        CanonicalId = deployment.CanonicalModel.Length == 0 ? null : new ModelId(deployment.CanonicalModel),
        Name = deployment.Name,
        Lifecycle = ToDomain(deployment.Lifecycle),
        Origin = ToDomain(deployment.Origin),
        Enabled = deployment.Enabled,
        IsFree = deployment.IsFree,
        Capabilities = CapabilityNames.ParseKnown(deployment.Capabilities),
        ContextWindow = deployment.ContextWindow,
        MaxOutputTokens = deployment.MaxOutputTokens,
        Region = NullIfEmpty(deployment.Region),
        Prices = [.. deployment.Prices.Select(ToDomain)],
        DeprecatedAt = deployment.DeprecatedAt?.ToDateTimeOffset(),
        RetiresAt = deployment.RetiresAt?.ToDateTimeOffset(),
        UnsupportedParameters = [.. deployment.UnsupportedParameters],
    };

    private static Wire.Price ToWire(Price price)
    {
        var wire = new Wire.Price
        {
            Id = price.Id,
            Input = price.Input.NanoDollarsPerMillion,
            Output = price.Output.NanoDollarsPerMillion,
            PerRequest = price.PerRequest.Value,
            ContextOver = price.ContextOver,
            ValidFrom = price.ValidFrom.ToTimestamp(),
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

    private static Price ToDomain(Wire.Price price) => new()
    {
        Id = price.Id,
        Input = new TokenPrice(price.Input),
        Output = new TokenPrice(price.Output),
        CachedInput = price.HasCachedInput ? new TokenPrice(price.CachedInput) : null,
        CacheWrite = price.HasCacheWrite ? new TokenPrice(price.CacheWrite) : null,
        PerRequest = new NanoDollars(price.PerRequest),
        ContextOver = price.ContextOver,
        ValidFrom = price.ValidFrom?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        Source = NullIfEmpty(price.Source),
    };

    private static Wire.Lifecycle ToWire(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.Preview => Wire.Lifecycle.Preview,
        Lifecycle.Deprecated => Wire.Lifecycle.Deprecated,
        Lifecycle.Retired => Wire.Lifecycle.Retired,
        _ => Wire.Lifecycle.Active,
    };

    private static Lifecycle ToDomain(Wire.Lifecycle lifecycle) => lifecycle switch
    {
        Wire.Lifecycle.Preview => Lifecycle.Preview,
        Wire.Lifecycle.Deprecated => Lifecycle.Deprecated,
        Wire.Lifecycle.Retired => Lifecycle.Retired,
        _ => Lifecycle.Active,
    };

    private static Wire.Origin ToWire(Origin origin) => origin switch
    {
        Origin.Curated => Wire.Origin.Curated,
        Origin.Promoted => Wire.Origin.Promoted,
        _ => Wire.Origin.Discovered,
    };

    private static Origin ToDomain(Wire.Origin origin) => origin switch
    {
        Wire.Origin.Curated => Origin.Curated,
        Wire.Origin.Promoted => Origin.Promoted,
        _ => Origin.Discovered,
    };
}
