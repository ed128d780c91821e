using Routing.Money;

namespace Catalog.Api.Deployments;

/// <summary>Turns prices as REST has them into rows set by hand.</summary>
internal static class PriceRows
{
    public static PriceRow ToRow(string provider, string model, PriceView price) => new()
    {
        ProviderId = provider,
        ModelId = model,
        ValidFrom = price.ValidFrom?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch,
        ContextOver = price.ContextOver,
        Input = Nanos(price.Input)!.Value,
        Output = Nanos(price.Output)!.Value,
        CachedInput = Nanos(price.CachedInput),
        CacheWrite = Nanos(price.CacheWrite),
        BatchInput = Nanos(price.BatchInput),
        BatchOutput = Nanos(price.BatchOutput),
        PerRequest = NanoDollars.FromDollars(price.PerRequest).Value,
        Origin = "manual",
        Source = price.Source,
    };

    private static long? Nanos(decimal? dollars) =>
        dollars is { } known ? TokenPrice.FromDollarsPerMillion(known).NanoDollarsPerMillion : null;
}
