using System.Numerics;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>Finds who stands in front by the sums of all: the keys that order them are made for few.</summary>
internal ref struct FirstPlaces
{
    private readonly ReadOnlySpan<Entrant> _entrants;
    private readonly ReadOnlySpan<RankingRow> _rows;
    private readonly ReadOnlySpan<int> _models;
    private readonly ref readonly RankedRequest _request;
    private readonly WeightedPolicy _policy;
    private readonly ReadOnlySpan<int> _sums;
    private readonly Span<RankKey> _room;
    private int _kept;

    /// <param name="list">All.</param>
    /// <param name="policy">Ranks them.</param>
    /// <param name="sums">By <see cref="EntrantSums"/>.</param>
    /// <param name="room">For as many keys as there are who may serve.</param>
    public FirstPlaces(ref readonly CandidateList list, WeightedPolicy policy, ReadOnlySpan<int> sums, Span<RankKey> room)
    {
        _entrants = list.Entrants;
        _rows = list.Rows;
        _models = list.LinedUpModels;
        _request = ref list.Request;
        _policy = policy;
        _sums = sums;
        _room = room;
    }

    /// <summary>Keeps those that score at least as high as the last of so many, and says who is first.</summary>
    public int KeepHighest(int count)
    {
        var least = _policy.LeastScoringLike(Cutoff.Of(_sums, count, _policy.HighestSum));
        var first = 0;
        for (var block = 0; block < _sums.Length; block += Lineup.Block)
        {
            for (var reaching = Cutoff.Reaching(_sums, block, least); reaching != 0; reaching &= reaching - 1)
            {
                _room[_kept] = KeyOf(block + BitOperations.TrailingZeroCount(reaching));
                first = _room[_kept].IsBefore(in _room[first]) ? _kept : first;
                _kept++;
            }
        }

        return _room[first].Entrant;
    }

    /// <summary>Puts the first one in front, the same model elsewhere behind it, then another model; within both the ranking stands.</summary>
    public readonly void Follow(int first, Span<RankKey> head)
    {
        head[0] = KeyOf(first);
        var model = ModelOf(first);
        var rest = new Head(head[1..]);
        foreach (ref readonly var key in _room[.._kept])
        {
            if (ModelOf(key.Entrant) != model)
            {
                rest.Show(in key);
            }
        }

        for (var i = NextOf(model, 0); i >= 0; i = NextOf(model, i + 1))
        {
            if (i != first && !_entrants[i].IsNobody)
            {
                rest.Show(KeyOf(i).BeforeOthers);
            }
        }
    }

    private readonly int NextOf(int model, int from)
    {
        if (from < _models.Length && _models[from..].IndexOf(model) is >= 0 and var next)
        {
            return from + next;
        }

        for (var i = Math.Max(from, _models.Length); i < _entrants.Length; i++)
        {
            if (!_entrants[i].IsNobody && ModelOf(i) == model)
            {
                return i;
            }
        }

        return -1;
    }

    private readonly int ModelOf(int i) => _rows[_entrants[i].Ordinal].Model;

    private readonly RankKey KeyOf(int i)
    {
        var ordinal = _entrants[i].Ordinal;
        ref readonly var row = ref _rows[ordinal];
        return new(_policy.ScoreOf(_sums[i]), RequestCost.Expected(ordinal, in row, in _request), in row, i);
    }
}
