using System.Globalization;
using System.Text.Json;
using Routing.Catalog;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>Reads <c>pricing</c> as OpenRouter lists it: dollars per single token, as text.</summary>
internal static class OpenAiModelPrice
{
    private const decimal Million = 1_000_000m;
    private static readonly Price Nothing = new() { Input = default, Output = default, Source = "provider" };

    /// <returns>Null when no price is given, or one that varies (OpenRouter says -1).</returns>
    public static (Price Price, bool IsFree)? Read(string id, JsonElement entry)
    {
        var pricing = entry.Member("pricing") ?? default;
        if (PerToken(pricing, "prompt") is not { } input || PerToken(pricing, "completion") is not { } output)
        {
            // The name promises what the entry leaves out; one that states another price is believed.
            return pricing.Text("prompt") is null && id.EndsWith(":free", StringComparison.Ordinal) ? (Nothing, true) : null;
        }

        var perRequest = PerToken(pricing, "request") ?? 0;
        var price = new Price
        {
            Input = TokenPrice.FromDollarsPerMillion(input * Million),
            Output = TokenPrice.FromDollarsPerMillion(output * Million),
            CachedInput = PerToken(pricing, "input_cache_read") is { } read ? TokenPrice.FromDollarsPerMillion(read * Million) : null,
            CacheWrite = PerToken(pricing, "input_cache_write") is { } write ? TokenPrice.FromDollarsPerMillion(write * Million) : null,
            PerRequest = NanoDollars.FromDollars(perRequest),
            Source = "provider",
        };
        return (price, input == 0 && output == 0 && perRequest == 0);
    }

    private static decimal? PerToken(JsonElement pricing, string name) =>
        decimal.TryParse(pricing.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars) && dollars is >= 0 and < 1
            ? dollars
            : null;
}
