using System.Collections.Immutable;
using Aspire.Catalog.V1;
using Routing.Catalog;

namespace Catalog.Api.Sync;

/// <summary>Reads the models of an answer as they came over the wire. Figures that make no sense are as good as unsaid.</summary>
internal static class AnswerReader
{
    private const int MostPrices = 50;

    // A hundred thousand dollars per million tokens: such a figure is a fault in the answer.
    private const long Dearest = 100_000_000_000_000;

    public static AnsweredModel Read(DiscoveredModel model) => new()
    {
        Model = model.Model,
        Name = string.Concat(model.Name.Where(letter => !char.IsControl(letter))),
        ContextWindow = Math.Max(0, model.ContextWindow),
        MaxOutputTokens = Math.Max(0, model.MaxOutputTokens),
        Capabilities = CapabilityNames.Of(CapabilityNames.ParseKnown(model.Capabilities)),
        CapabilitiesKnown = model.CapabilitiesKnown,
        UnsupportedParameters = [.. model.UnsupportedParameters.Where(name => !name.Any(char.IsControl)).Distinct().Order(StringComparer.Ordinal)],
        Lifecycle = LifecycleOf(model),
        DeprecatedAt = model.DeprecatedAt?.ToDateTimeOffset(),
        RetiresAt = model.RetiresAt?.ToDateTimeOffset(),
        IsFree = model.HasIsFree ? model.IsFree : null,
        Prices = Prices(model),
        ProviderData = StorableJson.Read(model.ProviderData),
    };

    private static string? LifecycleOf(DiscoveredModel model) => model.Lifecycle switch
    {
        Aspire.Catalog.V1.Lifecycle.Preview => "preview",
        Aspire.Catalog.V1.Lifecycle.Active => "active",
        Aspire.Catalog.V1.Lifecycle.Deprecated => "deprecated",
        Aspire.Catalog.V1.Lifecycle.Retired => "retired",
        _ => model is { HasActive: true, Active: false } ? "retired" : null,
    };

    // Of two prices for the same prompts from the same moment the last one counts.
    private static ImmutableArray<AnsweredPrice> Prices(DiscoveredModel model) =>
    [
        .. model.Prices
            .Where(MakesSense)
            .Take(MostPrices)
            .Select(Read)
            .GroupBy(price => (price.ValidFrom, price.ContextOver))
            .Select(same => same.Last())
    ];

    private static bool MakesSense(Aspire.Catalog.V1.Price price) =>
        price.ContextOver >= 0
        && (price.Input > 0 || price.Output > 0 || price.PerRequest > 0)
        && new[] { price.Input, price.Output, price.CachedInput, price.CacheWrite, price.PerRequest }.All(figure => figure is >= 0 and <= Dearest);

    private static AnsweredPrice Read(Aspire.Catalog.V1.Price price) => new(
        price.ValidFrom?.ToDateTimeOffset(),
        price.ContextOver,
        price.Input,
        price.Output,
        price.HasCachedInput ? price.CachedInput : null,
        price.HasCacheWrite ? price.CacheWrite : null,
        price.PerRequest);
}
