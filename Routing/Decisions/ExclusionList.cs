using System.Buffers;
using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Collects what was left out, in the order in which it was found. Its array is borrowed once there is one.</summary>
internal struct ExclusionList
{
    private Exclusion[]? _exclusions;

    public int Count { get; private set; }

    /// <summary>Whether further ones are not listed.</summary>
    public readonly bool IsFull => Count == CandidateList.Most;

    private readonly ReadOnlySpan<Exclusion> All => _exclusions.AsSpan(0, Count);

    public readonly ImmutableArray<Exclusion> ToImmutable() => [.. All];

    public readonly bool Has(Listing listing)
    {
        foreach (ref readonly var exclusion in All)
        {
            if (ReferenceEquals(exclusion.Listing, listing))
            {
                return true;
            }
        }

        return false;
    }

    public readonly bool Has(DeploymentId id)
    {
        foreach (ref readonly var exclusion in All)
        {
            if (exclusion.Deployment == id)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(in Exclusion exclusion)
    {
        if (IsFull)
        {
            return;
        }

        _exclusions ??= ArrayPool<Exclusion>.Shared.Rent(16);
        if (Count == _exclusions.Length)
        {
            Borrowed.Grow(ref _exclusions, Count + 1);
        }

        _exclusions[Count++] = exclusion;
    }

    public void Dispose()
    {
        if (_exclusions is not null)
        {
            ArrayPool<Exclusion>.Shared.Return(_exclusions, clearArray: true);
            _exclusions = null;
        }
    }
}
