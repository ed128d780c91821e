using System.Buffers;

namespace Routing.Decisions;

/// <summary>Collects reasons in a borrowed array.</summary>
internal ref struct ReasonList
{
    private Reason[]? _reasons;
    private int _count;

    public void Add(Reason reason)
    {
        _reasons ??= ArrayPool<Reason>.Shared.Rent(16);
        if (_count == _reasons.Length)
        {
            var larger = ArrayPool<Reason>.Shared.Rent(_count * 2);
            _reasons.CopyTo(larger, 0);
            ArrayPool<Reason>.Shared.Return(_reasons, clearArray: true);
            _reasons = larger;
        }

        _reasons[_count++] = reason;
    }

    public readonly Reason[] ToArray() => _count == 0 ? [] : _reasons.AsSpan(0, _count).ToArray();

    public void Dispose()
    {
        if (_reasons is not null)
        {
            ArrayPool<Reason>.Shared.Return(_reasons, clearArray: true);
            _reasons = null;
        }
    }
}
