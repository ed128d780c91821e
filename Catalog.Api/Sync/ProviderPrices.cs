using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Routing.Money;

namespace Catalog.Api.Sync;

/// <summary>What a provider charges by its own word: the prices of its answer, else those in its entry; OpenRouter gives dollars per token as text.</summary>
internal static class ProviderPrices
{
    private const string OpenRouter = "openrouter";
    private const decimal Million = 1_000_000m;

    // Dearer than any model by far: such a figure is a fault in the answer.
    private const decimal DearestPerMillion = 100_000m;

    public static ImmutableArray<AnsweredPrice> Read(string profile, AnsweredModel model)
    {
        if (!model.Prices.IsEmpty)
        {
            return model.Prices;
        }

        return PricingOf(profile, model) is { } pricing
            && Nanos(pricing, "prompt") is { } input
            && Nanos(pricing, "completion") is { } output
            && (input != 0 || output != 0)
            ?
            [
                new AnsweredPrice(
                    null,
                    0,
                    input,
                    output,
                    Nanos(pricing, "input_cache_read"),
                    Nanos(pricing, "input_cache_write"),
                    Dollars(pricing, "request") is { } dollars ? NanoDollars.FromDollars(dollars).Value : 0),
            ]
            : [];
    }

    /// <summary>Of each length of prompt, the price that holds at a moment.</summary>
    public static IEnumerable<AnsweredPrice> InForce(IEnumerable<AnsweredPrice> prices, DateTimeOffset now) =>
        prices.Where(price => price.ValidFrom is null || price.ValidFrom <= now)
            .GroupBy(price => price.ContextOver)
            .Select(same => same.MaxBy(price => price.ValidFrom ?? now)!);

    /// <summary>Whether the provider says in so many words that input and output cost nothing; null when it does not say.</summary>
    public static bool? SaysFree(string profile, AnsweredModel model) =>
        model.IsFree
        ?? (PricingOf(profile, model) is { } pricing && Nanos(pricing, "prompt") is { } input && Nanos(pricing, "completion") is { } output
            ? input == 0 && output == 0
            : null);

    private static JsonElement? PricingOf(string profile, AnsweredModel model) =>
        profile == OpenRouter
        && model.ProviderData is { ValueKind: JsonValueKind.Object } entry
        && entry.TryGetProperty("pricing", out var pricing)
        && pricing.ValueKind == JsonValueKind.Object
            ? pricing
            : null;

    private static long? Nanos(JsonElement pricing, string field) =>
        Dollars(pricing, field) is { } perToken && perToken * Million <= DearestPerMillion
            ? TokenPrice.FromDollarsPerMillion(perToken * Million).NanoDollarsPerMillion
            : null;

    // Negative figures mean "it depends" there, so they are no price.
    private static decimal? Dollars(JsonElement pricing, string field) =>
        pricing.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String
        && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars)
        && dollars >= 0 && dollars < DearestPerMillion
            ? dollars
            : null;
}
