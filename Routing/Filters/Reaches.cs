using System.Collections.Concurrent;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps, beside a catalog, how far routers reach into it: found out once, not for each request.</summary>
internal sealed class Reaches
{
    // One router has a few: as many as there are operations. Replays of old decisions bring their own.
    private const int Most = 8;

    private readonly ConcurrentDictionary<(NameSet Held, NameSet Spoken), Reach> _reaches = new();

    public Reach Of(DecisionInput input)
    {
        var key = (input.CredentialsHeld, input.SupportedProfiles);
        if (_reaches.TryGetValue(key, out var reach))
        {
            return reach;
        }

        if (_reaches.Count >= Most)
        {
            _reaches.Clear();
        }

        return _reaches.GetOrAdd(key, static (_, asked) => new(asked), input);
    }

    /// <summary>Makes ready what was asked of another catalog, so that the first request after a change of catalog need not wait.</summary>
    public void PrepareLike(Reaches others, CatalogIndex index)
    {
        foreach (var (held, spoken) in others._reaches.Keys)
        {
            Of(new() { Index = index, CredentialsHeld = held, SupportedProfiles = spoken, Time = default });
        }
    }
}
