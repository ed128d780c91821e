using System.Collections.Immutable;

namespace Catalog.Api.Import;

/// <summary>One model of a price map.</summary>
/// <param name="Key">The name it has there.</param>
/// <param name="Provider">The provider, in the map's words.</param>
/// <param name="Prices">Figures by the prompt length above which they hold.</param>
/// <param name="ContextWindow">Longest prompt in tokens; 0 when it does not say.</param>
/// <param name="MaxOutputTokens">Longest answer in tokens; 0 when it does not say.</param>
internal sealed record PriceMapEntry(
    string Key, string Provider, ImmutableSortedDictionary<int, PriceMapFigures> Prices, int ContextWindow, int MaxOutputTokens)
{
    /// <summary>Our provider for the map's word.</summary>
    public string ProviderId => PriceMapProviders.Ours(Provider);

    /// <summary>The names under which the registry may know it: keys may or may not begin with the provider.</summary>
    public IEnumerable<string> Deployments()
    {
        if (Key.StartsWith(Provider + "/", StringComparison.Ordinal))
        {
            yield return $"{ProviderId}/{Key[(Provider.Length + 1)..]}";
        }

        yield return $"{ProviderId}/{Key}";
    }
}
