using System.Runtime.CompilerServices;

namespace Routing.Ranking;

/// <summary>Keeps the first few of all it is shown, in order. Most of a long list is turned away by one comparison.</summary>
internal ref struct Head(Span<RankKey> room)
{
    private readonly Span<RankKey> _room = room;
    private int _count;

    /// <summary>Those kept, the first one first.</summary>
    public readonly ReadOnlySpan<RankKey> Kept => _room[.._count];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Show(in RankKey key)
    {
        if (_count < _room.Length || (_count > 0 && key.IsBefore(in _room[^1])))
        {
            Keep(in key);
        }
    }

    private void Keep(in RankKey key)
    {
        _count -= _count == _room.Length ? 1 : 0;
        var place = ~_room[.._count].BinarySearch(key);
        _room[place.._count].CopyTo(_room[(place + 1)..]);
        _room[place] = key;
        _count++;
    }
}
