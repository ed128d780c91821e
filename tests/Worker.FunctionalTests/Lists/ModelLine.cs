using System.Globalization;
using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;

namespace Worker.FunctionalTests.Lists;

/// <summary>A model as the fixtures' expectations write it.</summary>
internal static class ModelLine
{
    private const decimal NanoDollar = 1_000_000_000m;

    public static string Of(DiscoveredModel model) => string.Join(' ', Words(model));

    private static IEnumerable<string> Words(DiscoveredModel model)
    {
        string?[] words =
        [
            model.Model,
            model.Name.Length > 0 ? $"\"{model.Name}\"" : null,
            model.ContextWindow > 0 ? $"window={model.ContextWindow}" : null,
            model.MaxOutputTokens > 0 ? $"output={model.MaxOutputTokens}" : null,
            model.CapabilitiesKnown ? List("can", model.Capabilities.Order(StringComparer.Ordinal)) ?? "can=nothing" : null,
            List("in", model.InputModalities),
            List("out", model.OutputModalities),
            .. model.Prices.SelectMany(Prices),
            model.HasIsFree ? $"free={YesNo(model.IsFree)}" : null,
            model.HasActive ? $"active={YesNo(model.Active)}" : null,
            Day("created", model.Created),
            Day("deprecated", model.DeprecatedAt),
            Day("retires", model.RetiresAt),
            model.Lifecycle != Lifecycle.Unspecified ? $"stage={model.Lifecycle.ToString().ToLowerInvariant()}" : null,
            List("aka", model.Aliases),
            List("takes", model.SupportedParameters),
            model.OwnedBy.Length > 0 ? $"by={model.OwnedBy}" : null,
            model.Description.Length > 0 ? $"about=\"{model.Description}\"" : null,
        ];
        return words.OfType<string>();
    }

    private static IEnumerable<string?> Prices(Price price) =>
    [
        $"price={Dollars(price.Input)}/{Dollars(price.Output)}",
        price.HasCachedInput ? $"cached={Dollars(price.CachedInput)}" : null,
        price.HasCacheWrite ? $"write={Dollars(price.CacheWrite)}" : null,
        price.PerRequest > 0 ? $"request={Dollars(price.PerRequest)}" : null,
        price.ValidFrom is null ? null : "dated",
    ];

    private static string? List(string word, IEnumerable<string> items) =>
        string.Join(',', items) is { Length: > 0 } text ? $"{word}={text}" : null;

    private static string? Day(string word, Timestamp? moment) =>
        moment is null ? null : $"{word}={moment.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static string Dollars(long nanos) => (nanos / NanoDollar).ToString("0.#########", CultureInfo.InvariantCulture);

    private static string YesNo(bool said) => said ? "yes" : "no";
}
