using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Routing.Experiments;
using Routing.Filters;
using Routing.Profiles;
using Routing.Ranking;

namespace Routing.Catalog;

/// <summary>A snapshot with the look-ups that decisions need. Built once per snapshot, shared by every request.</summary>
public sealed class CatalogIndex
{
    /// <summary>Of the empty snapshot.</summary>
    public static readonly CatalogIndex Empty = new(CatalogSnapshot.Empty);

    private readonly FrozenDictionary<ProviderId, Provider> _providers;
    private readonly FrozenDictionary<string, ProviderId> _providerAliases;
    private readonly FrozenDictionary<DeploymentId, Listing> _deployments;
    private readonly FrozenDictionary<ModelId, ImmutableArray<Deployment>> _byModel;
    private readonly FrozenDictionary<string, ImmutableArray<Deployment>> _byUpstreamName;
    private readonly FrozenDictionary<string, string> _aliases;
    private readonly FrozenDictionary<string, ModelFamily> _families;
    private readonly FrozenDictionary<string, Tier> _tiers;
    private readonly FrozenDictionary<string, TierEntry[]> _tierEntries;
    private readonly QualityTable _qualities;
    private readonly FrozenDictionary<string, AgentProfile> _agents;
    private readonly PolicyTable _policies;
    private readonly FrozenDictionary<string, Preset> _presets;
    private readonly FrozenSet<DeploymentId>? _activeView;
    private readonly PriceDates _priceDates;
    private volatile RankingTable? _ranking;

    /// <summary>Indexes a snapshot. Where it repeats a name, the first one counts.</summary>
    /// <param name="snapshot">What is indexed.</param>
    /// <param name="previous">The catalog that has served until now: what its requests looked for is made ready; null when there is none.</param>
    public CatalogIndex(CatalogSnapshot snapshot, CatalogIndex? previous = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Snapshot = snapshot;
        ContentHash = SnapshotFile.ContentHash(snapshot);
        ContentBytes = Convert.FromHexString(ContentHash);
        _providers = First(snapshot.Providers, static provider => provider.Id);
        _providerAliases = First(
            [.. snapshot.Providers.SelectMany(static provider => provider.Aliases, static (provider, alias) => (Alias: alias, provider.Id))],
            static row => row.Alias).ToFrozenDictionary(static row => row.Key, static row => row.Value.Id);
        _aliases = First(snapshot.Aliases, static alias => alias.Name).ToFrozenDictionary(static row => row.Key, static row => row.Value.Target);
        _families = First(snapshot.Families, static family => family.Name);
        _tiers = First(snapshot.Tiers, static tier => tier.Name);
        _agents = First(snapshot.AgentProfiles, static profile => profile.AgentId);
        _policies = new PolicyTable(snapshot.Policies);
        _presets = First(snapshot.Presets, static preset => preset.Name);
        Experiments = [.. snapshot.Experiments.OrderBy(static row => row.StartedAt).ThenBy(static row => row.Name, StringComparer.Ordinal)];
        _activeView = snapshot.ActiveView?.Deployments.ToFrozenSet();
        _qualities = new QualityTable(snapshot.CapabilityProfiles, snapshot.QualityEstimates);

        var ordered = First(snapshot.Deployments);
        Array.Sort(ordered, DeploymentOrder.DescribedFirst);
        Listings = ListingTable.Of(snapshot, ordered, _providers, _qualities);
        foreach (var listing in Listings)
        {
            listing.InPlainService &= InActiveView(listing.Deployment.Id);
        }

        _deployments = Listings.ToFrozenDictionary(static listing => listing.Deployment.Id);
        _tierEntries = _tiers.ToFrozenDictionary(
            static row => row.Key, row => Array.ConvertAll([.. row.Value.Entries], id => new TierEntry(id, Listing(id))));
        _byUpstreamName = Group(ordered, static deployment => deployment.Id.Model);
        _byModel = Group(
            Array.FindAll(ordered, static deployment => deployment.CanonicalId is not null),
            static deployment => deployment.CanonicalId!.Value);
        _priceDates = new(ordered);
        Pools = new(this);
        if (previous is not null)
        {
            Pools.PrepareLike(previous.Pools);
            Reaches.PrepareLike(previous.Reaches, this);
            _ = previous._ranking is { } ranking ? RankingAt(ranking.Since) : null;
        }
    }

    /// <summary>What was indexed.</summary>
    public CatalogSnapshot Snapshot { get; }

    /// <summary>SHA-256 of the content, in hexadecimal. Two snapshots that say the same have the same hash, whatever their revision and order.</summary>
    public string ContentHash { get; }

    /// <summary>The provider of that name; null when there is none.</summary>
    public Provider? Provider(ProviderId id) => _providers.GetValueOrDefault(id);

    /// <summary>The deployment of that name, the provider by its id or a second name; null when there is none.</summary>
    public Deployment? Deployment(DeploymentId id) => Listing(id)?.Deployment;

    /// <summary>Everything that serves a canonical model: what is described by hand first, then by name. Empty when nothing does.</summary>
    public ImmutableArray<Deployment> OfModel(ModelId model) => _byModel.GetValueOrDefault(model, []);

    /// <summary>Every deployment that its provider calls by this name, in the same order.</summary>
    public ImmutableArray<Deployment> OfUpstreamName(string model) => _byUpstreamName.GetValueOrDefault(model, []);

    /// <summary>The selector a second name stands for; null when it is no alias.</summary>
    public string? AliasTarget(string name) => _aliases.GetValueOrDefault(name);

    /// <summary>The family of that name; null when there is none.</summary>
    public ModelFamily? Family(string name) => _families.GetValueOrDefault(name);

    /// <summary>The tier of that name; null when there is none.</summary>
    public Tier? Tier(string name) => _tiers.GetValueOrDefault(name);

    /// <summary>How good a canonical model is at a kind of work, in thousandths: 0 to 1,000; null when nobody knows.</summary>
    /// <remarks>The score of record, corrected by callers' verdicts, × success rate × routing weight of its profile; see <see cref="ScoreOfRecord"/>.</remarks>
    public int? QualityOf(ModelId model, RatedCapability capability) => _qualities.QualityOf(model, capability);

    /// <summary>Decides between candidates that rank equal, the higher first; 0 unless an operator set it.</summary>
    public int PriorityOf(ModelId model) => _qualities.PriorityOf(model);

    /// <summary>What is known of an agent; null when nothing is.</summary>
    public AgentProfile? AgentProfile(string? agentId) => agentId is null ? null : _agents.GetValueOrDefault(agentId);

    /// <summary>The ranking policy of that name, as the catalog weighs it or else as it ships; null when there is none.</summary>
    public PolicyWeights? Policy(string name) => _policies.Find(name, -1)?.Weights;

    /// <summary>The names of all ranking policies, in order.</summary>
    public IEnumerable<string> PolicyNames => _policies.Names;

    /// <summary>The preset of that name; null when there is none.</summary>
    public Preset? Preset(string name) => _presets.GetValueOrDefault(name);

    /// <summary>The experiment of that name; null when none of that name runs.</summary>
    public Experiment? Experiment(string name) => Array.Find(Experiments, experiment => experiment.Name == name);

    /// <summary>Whether the router may choose the deployment by itself, as far as the active view says; always when there is none.</summary>
    public bool InActiveView(DeploymentId id) => _activeView is null || _activeView.Contains(id);

    /// <summary>The content hash, as it enters the hash of a decision.</summary>
    internal byte[] ContentBytes { get; }

    /// <summary>Every deployment with what decisions read about it: what is described by hand first, then by name.</summary>
    internal Listing[] Listings { get; }

    /// <summary>The experiments that run, the one that began first in front.</summary>
    internal Experiment[] Experiments { get; }

    /// <summary>The policies, ready to rank.</summary>
    internal PolicyTable Policies => _policies;

    /// <summary>What policies may choose from.</summary>
    internal RankingPools Pools { get; }

    /// <summary>How far routers reach into it.</summary>
    internal Reaches Reaches { get; } = new();

    /// <summary>What ranking reads of every deployment at a moment.</summary>
    internal RankingTable RankingAt(DateTimeOffset moment)
    {
        var ranking = _ranking;
        if (ranking?.HoldsAt(moment) != true)
        {
            var (since, until) = _priceDates.Around(moment);
            _ranking = ranking = new(Listings, since, until);
        }

        return ranking;
    }

    /// <summary>What stands in a tier of this catalog, in its order.</summary>
    internal ReadOnlySpan<TierEntry> EntriesOf(Tier tier) => _tierEntries[tier.Name];

    /// <summary>The same as <see cref="Deployment"/>, with what decisions read about it.</summary>
    internal Listing? Listing(DeploymentId id) => _deployments.GetValueOrDefault(id)
        ?? (_providerAliases.TryGetValue(id.Provider.Value, out var provider) ? _deployments.GetValueOrDefault(id with { Provider = provider }) : null);

    private static Deployment[] First(ImmutableArray<Deployment> deployments)
    {
        var seen = new HashSet<DeploymentId>(deployments.Length);
        var first = new List<Deployment>(deployments.Length);
        foreach (var deployment in deployments)
        {
            if (seen.Add(deployment.Id))
            {
                first.Add(deployment);
            }
        }

        return [.. first];
    }

    private static FrozenDictionary<TKey, TRow> First<TKey, TRow>(ImmutableArray<TRow> rows, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, TRow>(rows.Length);
        foreach (var row in rows)
        {
            first.TryAdd(key(row), row);
        }

        return first.ToFrozenDictionary();
    }

    // Counted first, so that each group is made once and at its size.
    private static FrozenDictionary<TKey, ImmutableArray<Deployment>> Group<TKey>(Deployment[] ordered, Func<Deployment, TKey> key)
        where TKey : notnull
    {
        var left = new Dictionary<TKey, int>(ordered.Length);
        foreach (var deployment in ordered)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(left, key(deployment), out _)++;
        }

        var groups = left.ToDictionary(static row => row.Key, static row => new Deployment[row.Value]);
        foreach (var deployment in ordered)
        {
            var group = groups[key(deployment)];
            group[^left[key(deployment)]--] = deployment;
        }

        return groups.ToFrozenDictionary(static row => row.Key, static row => ImmutableCollectionsMarshal.AsImmutableArray(row.Value));
    }
}
