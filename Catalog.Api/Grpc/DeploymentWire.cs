using Aspire.Catalog.V1;
using Catalog.Api.Deployments;
using Routing.Money;

namespace Catalog.Api.Grpc;

/// <summary>Turns what gRPC says of deployments and prices into what their writer takes.</summary>
internal static class DeploymentWire
{
    /// <summary>Only the fields named are stated; the others stay as they are.</summary>
    public static DeploymentWrite ToWrite(Deployment given, IReadOnlySet<string> fields) => new()
    {
        Canonical = fields.Contains("canonical_model") && given.CanonicalModel.Length > 0 ? given.CanonicalModel : null,
        Name = fields.Contains("name") && given.Name.Length > 0 ? given.Name : null,
        Lifecycle = fields.Contains("lifecycle") ? NameOf(given.Lifecycle) : null,
        DeprecatedAt = fields.Contains("deprecated_at") ? given.DeprecatedAt?.ToDateTimeOffset() : null,
        RetiresAt = fields.Contains("retires_at") ? given.RetiresAt?.ToDateTimeOffset() : null,
        IsFree = fields.Contains("is_free") ? given.IsFree : null,
        Enabled = fields.Contains("enabled") ? given.Enabled : null,
        Capabilities = fields.Contains("capabilities") ? [.. given.Capabilities] : null,
        ContextWindow = fields.Contains("context_window") ? given.ContextWindow : null,
        MaxOutputTokens = fields.Contains("max_output_tokens") ? given.MaxOutputTokens : null,
        Region = fields.Contains("region") && given.Region.Length > 0 ? given.Region : null,
        UnsupportedParameters = fields.Contains("unsupported_parameters") ? [.. given.UnsupportedParameters] : null,
    };

    public static PriceView ToView(Price price) => new()
    {
        Input = Dollars(price.Input),
        Output = Dollars(price.Output),
        CachedInput = price.HasCachedInput ? Dollars(price.CachedInput) : null,
        CacheWrite = price.HasCacheWrite ? Dollars(price.CacheWrite) : null,
        PerRequest = Dollars(price.PerRequest),
        ContextOver = price.ContextOver,
        ValidFrom = price.ValidFrom?.ToDateTimeOffset(),
        Source = price.Source.Length == 0 ? null : price.Source,
    };

    public static DeploymentPrices PricesOf(Deployment deployment) =>
        new() { Provider = deployment.Provider, Model = deployment.Model, Prices = { deployment.Prices } };

    private static decimal Dollars(long nanos) => new NanoDollars(nanos).Dollars;

    private static string? NameOf(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.Preview => "preview",
        Lifecycle.Active => "active",
        Lifecycle.Deprecated => "deprecated",
        Lifecycle.Retired => "retired",
        _ => null,
    };
}
