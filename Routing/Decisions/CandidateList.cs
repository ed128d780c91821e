using System.Buffers;
using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Filters;
using Routing.Health;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>Collects what may serve in the order in which it is considered, each deployment once, and what was left out. Its arrays are borrowed.</summary>
internal ref struct CandidateList
{
    /// <summary>Most deployments that are ranked, and most that are listed as left out.</summary>
    public const int Most = 256;

    private readonly DecisionInput _input;
    private readonly RankedRequest _request;
    private readonly ListedHealth _health;
    private readonly Listing[] _listings;
    private readonly uint _filters;
    private Entrant[] _entrants;
    private Exclusion[]? _exclusions;
    private ProviderVerdicts _providers;
    private int _excluded;

    public CandidateList(DecisionInput input)
    {
        _input = input;
        _request = new(input);
        _health = input.Health.Of(input.Index);
        _listings = input.Index.Listings;
        _filters = CandidateFilters.Concerned(input);
        _entrants = ArrayPool<Entrant>.Shared.Rent(16);
    }

    public readonly ref readonly RankedRequest Request
    {
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        get => ref _request;
    }

    public readonly bool IsEmpty => Count == 0;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<Entrant> Entrants => _entrants.AsSpan(0, Count);

    /// <summary>What was found first; there is one.</summary>
    public readonly Listing First => ListingOf(in _entrants[0]);

    /// <summary>What was found last; there is one.</summary>
    public readonly Listing Last => ListingOf(in _entrants[Count - 1]);

    public readonly ImmutableArray<Exclusion> Exclusions => _exclusions is null ? [] : [.. _exclusions.AsSpan(0, _excluded)];

    /// <summary>How many of the exclusions were made before the first candidate was found.</summary>
    public int PassedOver { get; private set; }

    public readonly Listing ListingOf(in Entrant entrant) => _listings[entrant.Ordinal];

    public readonly HealthState HealthOf(Listing listing) => _health.For(listing);

    /// <summary>Examines an entry of a tier; a name the catalog does not know is an exclusion too.</summary>
    /// <returns>Whether it may serve.</returns>
    public bool Consider(in TierEntry entry, CandidateRole role)
    {
        if (entry.Listing is { } listing)
        {
            return Consider(listing, role, named: false);
        }

        if (!IsExcluded(entry.Id))
        {
            Exclude(new(entry.Id, ExclusionReason.NotInCatalog, "the catalog does not list it"));
        }

        return false;
    }

    /// <summary>Examines a deployment.</summary>
    /// <returns>Whether it may serve and was not there before.</returns>
    public bool Consider(Listing listing, CandidateRole role, bool named) =>
        !IsKnown(listing) && Examine(listing, role, named, _filters);

    /// <summary>Examines a deployment of a pool, which names each only once; what holds for its provider is found only once.</summary>
    public bool ConsiderOfPool(Listing listing)
    {
        var filters = _filters;
        if (listing.ProviderOrdinal >= 0)
        {
            var verdict = _providers.Of(listing.ProviderOrdinal);
            if (verdict == ProviderVerdict.Unknown)
            {
                var contender = new Contender(in _request, listing, HealthState.Unknown, named: false);
                var fine = CandidateFilters.Examine(in contender, _filters & CandidateFilters.OfProvider) is null;
                _providers.Set(listing.ProviderOrdinal, verdict = fine ? ProviderVerdict.Fine : ProviderVerdict.Excluded);
            }

            if (verdict == ProviderVerdict.Excluded && _excluded == Most)
            {
                return false;
            }

            filters = verdict == ProviderVerdict.Fine ? filters & ~CandidateFilters.OfProvider : filters;
        }

        return Examine(listing, CandidateRole.Tier, named: false, filters);
    }

    public void Dispose()
    {
        ArrayPool<Entrant>.Shared.Return(_entrants);
        _entrants = [];
        _providers.Dispose();
        if (_exclusions is not null)
        {
            ArrayPool<Exclusion>.Shared.Return(_exclusions, clearArray: true);
            _exclusions = null;
        }
    }

    private bool Examine(Listing listing, CandidateRole role, bool named, uint filters)
    {
        filters &= ~Needless(listing);
        if (filters != 0)
        {
            var contender = new Contender(in _request, listing, _health.For(listing), named);
            if (CandidateFilters.Examine(in contender, filters) is { } objection)
            {
                Exclude(new(_input, listing, objection, named));
                return false;
            }
        }

        PassedOver = IsEmpty ? _excluded : PassedOver;
        if (Count == _entrants.Length)
        {
            _entrants = Grown(_entrants);
        }

        _entrants[Count++] = new(listing.Ordinal, role);
        return true;
    }

    // Filters that have nothing to say of a deployment: of most, all of them.
    private readonly uint Needless(Listing listing) =>
        (listing.InPlainService ? CandidateFilters.OfService : 0)
        | (listing.Offers(_request.Required) ? CandidateFilters.OfCapabilities : 0)
        | (listing.Holds(_request.MostTokens) ? CandidateFilters.OfSize : 0)
        | (ReferenceEquals(_health.For(listing), HealthState.Unknown) ? CandidateFilters.OfHealth : 0);

    private readonly bool IsKnown(Listing listing)
    {
        foreach (ref readonly var entrant in Entrants)
        {
            if (entrant.Ordinal == listing.Ordinal)
            {
                return true;
            }
        }

        for (var i = 0; i < _excluded; i++)
        {
            if (ReferenceEquals(_exclusions![i].Listing, listing))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsExcluded(DeploymentId id)
    {
        for (var i = 0; i < _excluded; i++)
        {
            if (_exclusions![i].Deployment == id)
            {
                return true;
            }
        }

        return false;
    }

    private void Exclude(in Exclusion exclusion)
    {
        if (_excluded == Most)
        {
            return;
        }

        _exclusions ??= ArrayPool<Exclusion>.Shared.Rent(16);
        if (_excluded == _exclusions.Length)
        {
            _exclusions = Grown(_exclusions);
        }

        _exclusions[_excluded++] = exclusion;
    }

    private static T[] Grown<T>(T[] full)
    {
        var larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(full, clearArray: true);
        return larger;
    }
}
