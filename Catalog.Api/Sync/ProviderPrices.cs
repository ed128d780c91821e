using System.Globalization;
using System.Text.Json;
using Catalog.Api.Deployments;
using Routing.Money;

namespace Catalog.Api.Sync;

/// <summary>Reads prices out of the entries of providers that state them; OpenRouter does, in dollars per token as text.</summary>
internal static class ProviderPrices
{
    private const string OpenRouter = "openrouter";
    private const decimal Million = 1_000_000m;

    // Dearer than any model by far: such a figure is a fault in the answer.
    private const decimal DearestPerMillion = 100_000m;

    public static PriceRow? Read(SyncedProvider provider, AnsweredModel model, DateTimeOffset seen)
    {
        if (PricingOf(provider.Profile, model) is not { } pricing
            || Nanos(pricing, "prompt") is not { } input
            || Nanos(pricing, "completion") is not { } output
            || (input == 0 && output == 0))
        {
            return null;
        }

        return new PriceRow
        {
            ProviderId = provider.Id,
            ModelId = model.Model,
            Input = input,
            Output = output,
            CachedInput = Nanos(pricing, "input_cache_read"),
            CacheWrite = Nanos(pricing, "input_cache_write"),
            PerRequest = Dollars(pricing, "request") is { } dollars ? NanoDollars.FromDollars(dollars).Value : 0,
            Origin = "provider",
            Source = $"the model list of {provider.Id}",
        };
    }

    /// <summary>Whether the provider says in so many words that input and output cost nothing.</summary>
    public static bool SaysFree(string profile, AnsweredModel model) =>
        PricingOf(profile, model) is { } pricing && Nanos(pricing, "prompt") == 0 && Nanos(pricing, "completion") == 0;

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
