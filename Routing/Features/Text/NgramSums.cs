using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>Adds up, for every word and pair of words, the weights that all heads have learned for it: one row, one cache line.</summary>
internal struct NgramSums(ClassifierWeights weights) : INgramSink
{
    private readonly sbyte[] _rows = weights.Rows;
    private readonly uint _mask = (uint)(weights.Rows.Length / ClassifierWeights.Heads) - 1;

    private Vector128<int> _sums0;
    private Vector128<int> _sums4;
    private Vector128<int> _sums8;
    private Vector128<int> _sums12;
    private int _tokens;
    private int _pairs;
    private int _familiarPairs;

    /// <summary>Words, numbers and pairs met.</summary>
    public readonly int Tokens => _tokens;

    /// <summary>How many of a thousand pairs of words the training has seen more than once or twice.</summary>
    public readonly int FamiliarityMillis => _pairs == 0 ? 0 : (int)(_familiarPairs * 1_000L / _pairs);

    public void Word(uint hash) => Add(hash);

    public void Pair(uint hash)
    {
        _pairs++;
        _familiarPairs += Bits.Has(weights.FamiliarPairs, hash) ? 1 : 0;
        Add(hash);
    }

    public readonly bool IsCommon(uint hash) => Bits.Has(weights.CommonWords, hash);

    /// <summary>What each head has summed up.</summary>
    public readonly void CopyTo(Span<int> sums)
    {
        _sums0.CopyTo(sums);
        _sums4.CopyTo(sums[4..]);
        _sums8.CopyTo(sums[8..]);
        _sums12.CopyTo(sums[12..]);
    }

    // Whole-number lanes: the sums are the same with vector instructions and without.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(uint hash)
    {
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (nint)(hash & _mask) * ClassifierWeights.Heads);
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref row));
        var (first, second) = Vector128.Widen(low);
        var (third, fourth) = Vector128.Widen(high);
        _sums0 += first;
        _sums4 += second;
        _sums8 += third;
        _sums12 += fourth;
        _tokens++;
    }
}
