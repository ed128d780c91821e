using System.Collections.Immutable;

namespace Catalog.Api.Import;

/// <summary>Compares a price map with the registry and says what to write. Pure.</summary>
internal sealed class PriceMapPlan
{
    private readonly Dictionary<string, PricedDeployment> _registry;
    private readonly HashSet<string> _providers;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    public PriceMapPlan(IEnumerable<PricedDeployment> registry, IEnumerable<string> providers, IEnumerable<PriceMapEntry> entries, List<SkippedEntry> skipped)
    {
        _registry = registry.ToDictionary(deployment => deployment.Id, StringComparer.Ordinal);
        _providers = providers.ToHashSet(StringComparer.Ordinal);
        Skipped = skipped;
        foreach (var entry in entries)
        {
            Consider(entry);
        }
    }

    public List<PriceMapChange> Added { get; } = [];

    public List<PriceMapChange> Changed { get; } = [];

    public int Unchanged { get; private set; }

    public SortedDictionary<string, int> UnknownProviders { get; } = new(StringComparer.Ordinal);

    public List<string> UnknownModels { get; } = [];

    public List<SkippedEntry> Skipped { get; }

    public List<LimitDifference> Differences { get; } = [];

    /// <summary>The new list of prices of each deployment that gets one.</summary>
    public Dictionary<PricedDeployment, ImmutableSortedDictionary<int, PriceMapFigures>> Prices { get; } = [];

    private void Consider(PriceMapEntry entry)
    {
        if (!_providers.Contains(entry.ProviderId))
        {
            UnknownProviders[entry.Provider] = UnknownProviders.GetValueOrDefault(entry.Provider) + 1;
        }
        else if (entry.Deployments().FirstOrDefault(_registry.ContainsKey) is not { } id)
        {
            UnknownModels.Add(entry.Key);
        }
        else if (!_named.Add(id))
        {
            Skipped.Add(new(entry.Key, $"names {id}, which an entry before it has named"));
        }
        else
        {
            Compare(entry, _registry[id]);
        }
    }

    private void Compare(PriceMapEntry entry, PricedDeployment deployment)
    {
        var free = entry.Prices.Values.All(figures => figures.Fields().All(field => field.Dollars == 0));
        var after = free ? deployment.Prices : Merge(deployment.Prices, entry.Prices);
        var same = after.SequenceEqual(deployment.Prices);
        var reason = (free, same) switch
        {
            (true, _) when !deployment.IsFree && deployment.Prices.IsEmpty => "states 0 for everything, and nobody says that it is free: unpriced is no price of 0",
            (true, _) when !deployment.IsFree => "states 0 for everything, and the registry has a price: set is_free by hand if it is free",
            (false, false) when deployment.IsFree => "the registry says that it is free: set is_free to false first",
            (false, false) when deployment.PricedByHand => "its prices were set by hand",
            _ => null,
        };
        if (reason is not null)
        {
            Skipped.Add(new(entry.Key, reason));
            return;
        }

        var window = Limit(deployment, "context_window", deployment.Specs.ContextWindow, entry.ContextWindow);
        var answer = Limit(deployment, "max_output_tokens", deployment.Specs.MaxOutputTokens, entry.MaxOutputTokens);
        if (same && window is null && answer is null)
        {
            Unchanged++;
            return;
        }

        if (!same)
        {
            Prices[deployment] = after;
        }

        var change = new PriceMapChange(deployment.Id, same ? null : Views(deployment.Prices), same ? null : Views(after), window, answer);
        (deployment.Prices.IsEmpty && !same ? Added : Changed).Add(change);
    }

    // What the map leaves out stays: it says nothing of it.
    private static ImmutableSortedDictionary<int, PriceMapFigures> Merge(
        ImmutableSortedDictionary<int, PriceMapFigures> before, ImmutableSortedDictionary<int, PriceMapFigures> given)
    {
        var plain = given[0].Over(before.GetValueOrDefault(0)).Over(new() { PerRequest = 0 });
        return before.Keys.Union(given.Keys).Where(over => over > 0).Aggregate(
            ImmutableSortedDictionary<int, PriceMapFigures>.Empty.Add(0, plain),
            (all, over) => all.Add(over, given.GetValueOrDefault(over, new()).Over(before.GetValueOrDefault(over)).Over(before.ContainsKey(over) ? null : plain)));
    }

    private int? Limit(PricedDeployment deployment, string field, int registry, int map)
    {
        if (map == 0 || registry == map)
        {
            return null;
        }

        if (registry == 0 && !deployment.Edited.Contains(field))
        {
            return map;
        }

        Differences.Add(new(deployment.Id, field, registry, map));
        return null;
    }

    private static List<Deployments.PriceView> Views(ImmutableSortedDictionary<int, PriceMapFigures> prices) =>
        [.. prices.Select(price => price.Value.ToView(price.Key))];
}
