using System.Collections.Immutable;

namespace Providers.Chat;

/// <summary>Collects what a caller got wrong, so that it is all said at once.</summary>
internal sealed class FaultList
{
    // Enough to mend a request in one go; a thousand bad messages need not be listed one by one.
    private const int Limit = 32;

    private ImmutableArray<RequestFault>.Builder? _faults;

    public bool IsEmpty => _faults is null;

    public void Add(string field, string message)
    {
        _faults ??= ImmutableArray.CreateBuilder<RequestFault>();
        if (_faults.Count < Limit)
        {
            _faults.Add(new(field, message));
        }
    }

    public ImmutableArray<RequestFault> ToImmutable() => _faults?.ToImmutable() ?? [];
}
