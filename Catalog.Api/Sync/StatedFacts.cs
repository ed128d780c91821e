using System.Globalization;

namespace Catalog.Api.Sync;

/// <summary>What a provider states of a model in so many words, by field, as <c>model_registry.stated</c> keeps it.</summary>
/// <remarks>The words are those of the SQL function <c>believed</c>, which reads the same of what is believed.</remarks>
internal static class StatedFacts
{
    public static SortedDictionary<string, object> Of(AnsweredModel model, IEnumerable<AnsweredPrice> inForce)
    {
        var facts = new SortedDictionary<string, object>(StringComparer.Ordinal);
        Add("name", model.Name.Length > 0 ? model.Name : null);
        Add("context_window", model.ContextWindow > 0 ? model.ContextWindow : null);
        Add("max_output_tokens", model.MaxOutputTokens > 0 ? model.MaxOutputTokens : null);
        Add("capabilities", model.Capabilities.IsDefaultOrEmpty ? null : model.Capabilities);
        Add("unsupported_parameters", model.UnsupportedParameters.IsDefaultOrEmpty ? null : model.UnsupportedParameters);
        Add("is_free", model.IsFree);
        Add("lifecycle", model.Lifecycle);
        Add("deprecated_at", Moment(model.DeprecatedAt));
        Add("retires_at", Moment(model.RetiresAt));
        foreach (var price in inForce)
        {
            var over = price.ContextOver == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $">{price.ContextOver}");
            Add($"price.input{over}", Dollars(price.Input));
            Add($"price.output{over}", Dollars(price.Output));
            Add($"price.cached_input{over}", Dollars(price.CachedInput));
            Add($"price.cache_write{over}", Dollars(price.CacheWrite));
            Add($"price.batch_input{over}", Dollars(price.BatchInput));
            Add($"price.batch_output{over}", Dollars(price.BatchOutput));
            Add($"price.per_request{over}", price.PerRequest == 0 ? null : Dollars(price.PerRequest));
        }

        return facts;

        void Add(string field, object? value)
        {
            if (value is not null)
            {
                facts[field] = value;
            }
        }
    }

    private static string? Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static object? Dollars(long? nanos) => nanos is { } known ? known / 1_000_000_000m : null;
}
