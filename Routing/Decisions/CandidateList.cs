using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
    private readonly RankingTable _rows;
    private readonly Reach _reach;
    private readonly uint _filters;
    private Entrant[] _entrants;
    private int _used;
    private Lineup? _lineup;
    private int _linedUp;
    private ExclusionList _excluded;

    public CandidateList(DecisionInput input)
    {
        _input = input;
        _request = new(input);
        _health = input.Health.Of(input.Index);
        _listings = input.Index.Listings;
        _rows = input.Index.RankingAt(input.Time);
        _reach = input.Index.Reaches.Of(input);
        _filters = CandidateFilters.Concerned(input);
        _entrants = ArrayPool<Entrant>.Shared.Rent(16);
    }

    public readonly ref readonly RankedRequest Request
    {
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        get => ref _request;
    }

    public readonly bool IsEmpty => Count == 0;

    /// <summary>How many may serve.</summary>
    public int Count { get; private set; }

    /// <summary>Those who may serve; where a lineup was considered, with the places of those who may not.</summary>
    public readonly ReadOnlySpan<Entrant> Entrants => _entrants.AsSpan(0, _used);

    /// <summary>The lineup that was considered, if any.</summary>
    public readonly Lineup? Lineup => _lineup;

    /// <summary>How many of <see cref="Entrants"/>, in front, have the places of the lineup.</summary>
    public readonly int LinedUp => _linedUp;

    /// <summary>The models of these.</summary>
    public readonly ReadOnlySpan<int> LinedUpModels => _lineup is null ? [] : _lineup.Models[.._linedUp];

    /// <summary>What was found first; there is one.</summary>
    public readonly Listing First => ListingOf(in _entrants[0]);

    /// <summary>What was found last; there is one.</summary>
    public readonly Listing Last => ListingOf(in _entrants[_used - 1]);

    public readonly ImmutableArray<Exclusion> Exclusions => _excluded.ToImmutable();

    /// <summary>How many of the exclusions were made before the first candidate was found.</summary>
    public int PassedOver { get; private set; }

    public readonly Listing ListingOf(in Entrant entrant) => _listings[entrant.Ordinal];

    public readonly HealthState HealthOf(in Entrant entrant) => _health.For(entrant.Ordinal);

    /// <summary>How far the router reaches into the catalog.</summary>
    public readonly Reach Reach => _reach;

    /// <summary>What ranking reads of every deployment, by <see cref="Listing.Ordinal"/>.</summary>
    public readonly ReadOnlySpan<RankingRow> Rows => _rows.Rows;

    /// <summary>The same of their health.</summary>
    public readonly ReadOnlySpan<HealthRow> HealthRows => _health.Rows;

    /// <summary>The terms of an entrant's score.</summary>
    /// <param name="entrant">The entrant.</param>
    /// <param name="level">The tier that suits the request; -1 when none was worked out.</param>
    public readonly ScorePoints PointsOf(in Entrant entrant, int level) =>
        Scoring.Of(entrant.Ordinal, in Rows[entrant.Ordinal], HealthRows[entrant.Ordinal], in _request, level);

    /// <summary>Examines an entry of a tier; a name the catalog does not know is an exclusion too.</summary>
    /// <returns>Whether it may serve.</returns>
    public bool Consider(in TierEntry entry, CandidateRole role)
    {
        if (entry.Listing is { } listing)
        {
            return Consider(listing, role, named: false);
        }

        if (!_excluded.Has(entry.Id))
        {
            _excluded.Add(new(entry.Id, ExclusionReason.NotInCatalog, "the catalog does not list it"));
        }

        return false;
    }

    /// <summary>Examines a deployment.</summary>
    /// <returns>Whether it may serve and was not there before.</returns>
    public bool Consider(Listing listing, CandidateRole role, bool named) =>
        !IsKnown(listing) && Examine(listing.Ordinal, role, named);

    /// <summary>Examines deployments of a pool, which names each only once, by <see cref="Listing.Ordinal"/>.</summary>
    public void ConsiderOfPool(params ReadOnlySpan<int> pool)
    {
        Reserve(pool.Length);
        foreach (var ordinal in pool)
        {
            if ((_filters & ~Needless(ordinal)) == 0)
            {
                Admit(ordinal, CandidateRole.Tier);
            }
            else if (!_excluded.IsFull || !_reach.IsClosed(ordinal))
            {
                Examine(ordinal, CandidateRole.Tier, named: false);
            }
        }
    }

    /// <summary>Examines a lineup, before anything else is examined. Where it does not have all there are, the warm session's place comes first.</summary>
    public void Consider(Lineup lineup)
    {
        _lineup = lineup;
        Reserve(lineup.Length + 1);
        lineup.Entrants.CopyTo(_entrants);
        if (lineup.IsWhole || _request.Warm is not { Choosable: true } warm || !warm.Offers(_request.Required))
        {
            _linedUp = _used = Walk(lineup, -1);
            return;
        }

        var serves = MayServe(warm.Ordinal, named: false);
        if (serves)
        {
            CountOne();
        }

        var place = lineup.PlaceOf(warm.Ordinal);
        _linedUp = _used = Walk(lineup, place);
        var found = place >= 0 && place < _linedUp;
        if (serves && !found)
        {
            _entrants[_used++] = new(warm.Ordinal, CandidateRole.Tier);
        }
        else if (!serves && found)
        {
            _entrants[place] = Entrant.Nobody;
        }
    }

    public void Dispose()
    {
        ArrayPool<Entrant>.Shared.Return(_entrants);
        _entrants = [];
        _excluded.Dispose();
    }

    private bool Examine(int ordinal, CandidateRole role, bool named)
    {
        if (!MayServe(ordinal, named))
        {
            return false;
        }

        Reserve(1);
        Admit(ordinal, role);
        return true;
    }

    private bool MayServe(int ordinal, bool named)
    {
        var filters = _filters & ~Needless(ordinal);
        if (filters != 0 && Objection(ordinal, named, filters) is { } objection)
        {
            _excluded.Add(new(_input, _listings[ordinal], objection, named));
            return false;
        }

        return true;
    }

    // Where the walk ended: at the end, or before the first for whom there is no room. Of most blocks nobody need ask about anybody.
    private int Walk(Lineup lineup, int skipped)
    {
        for (var block = 0; block < lineup.Length; block += Lineup.Block)
        {
            var asking = lineup.Asking(block, _filters, _request.MostTokens);
            var end = Math.Min(block + Lineup.Block, lineup.Length);
            if (asking == 0 && Count + Lineup.Block <= Most && (skipped < block || skipped >= end))
            {
                PassedOver = IsEmpty ? _excluded.Count : PassedOver;
                Count += end - block;
                continue;
            }

            for (var place = block; place < end; place++, asking >>= 1)
            {
                if (Count == Most && !lineup.IsWhole)
                {
                    return place;
                }

                if (place != skipped)
                {
                    Take(place, asks: (asking & 1) != 0);
                }
            }
        }

        return lineup.Length;
    }

    private void Take(int place, bool asks)
    {
        var ordinal = _entrants[place].Ordinal;
        if (!asks || ((!_excluded.IsFull || !_reach.IsClosed(ordinal)) && MayServe(ordinal, named: false)))
        {
            CountOne();
        }
        else
        {
            _entrants[place] = Entrant.Nobody;
        }
    }

    private void Admit(int ordinal, CandidateRole role)
    {
        _entrants[_used++] = new(ordinal, role);
        CountOne();
    }

    private void CountOne()
    {
        PassedOver = IsEmpty ? _excluded.Count : PassedOver;
        Count++;
    }

    private void Reserve(int more)
    {
        if (_used + more > _entrants.Length)
        {
            Borrowed.Grow(ref _entrants, _used + more);
        }
    }

    private readonly ICandidateFilter? Objection(int ordinal, bool named, uint filters)
    {
        var contender = new Contender(in _request, _listings[ordinal], _health.For(ordinal), named);
        return CandidateFilters.Examine(in contender, filters);
    }

    // Filters that have nothing to say of a deployment: of most, all of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint Needless(int ordinal)
    {
        ref readonly var row = ref Rows[ordinal];
        return _reach.Needless[ordinal]
            | HealthRows[ordinal].Needless
            | ((row.Capabilities & _request.Required) == _request.Required ? CandidateFilters.OfCapabilities : 0)
            | (row.Window >= _request.MostTokens ? CandidateFilters.OfSize : 0)
            | (row.HasPrice ? CandidateFilters.OfPrice : 0);
    }

    private readonly bool IsKnown(Listing listing)
    {
        foreach (ref readonly var entrant in Entrants)
        {
            if (entrant.Ordinal == listing.Ordinal)
            {
                return true;
            }
        }

        return _excluded.Has(listing);
    }
}
