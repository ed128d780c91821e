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
    private int _pairs;
    private int _familiarPairs;

    /// <summary>Words, numbers and pairs met.</summary>
    public int Tokens { get; private set; }

    /// <summary>How many of a thousand pairs of words the training has seen more than once or twice.</summary>
    public readonly int FamiliarityMillis => _pairs == 0 ? 0 : (int)(_familiarPairs * 1_000L / _pairs);

    public void AddWords(ReadOnlySpan<uint> hashes) => Add(hashes);

    public void AddPairs(ReadOnlySpan<uint> hashes)
    {
        _pairs += hashes.Length;
        _familiarPairs += Bits.Count(weights.FamiliarPairs, hashes);
        Add(hashes);
    }

    public readonly int CountCommon(ReadOnlySpan<uint> hashes) => Bits.Count(weights.CommonWords, hashes);

    /// <summary>What each head has summed up.</summary>
    public readonly void CopyTo(Span<int> sums)
    {
        _sums0.CopyTo(sums);
        _sums4.CopyTo(sums[4..]);
        _sums8.CopyTo(sums[8..]);
        _sums12.CopyTo(sums[12..]);
    }

    // Whole-number lanes: the sums are the same with vector instructions and without. Sixteen bits hold 256 weights of eight.
    private void Add(ReadOnlySpan<uint> hashes)
    {
        var (low, high) = (Vector128<short>.Zero, Vector128<short>.Zero);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        foreach (var hash in hashes)
        {
            var row = Vector128.LoadUnsafe(ref rows, (hash & _mask) * ClassifierWeights.Heads);
            low += Vector128.WidenLower(row);
            high += Vector128.WidenUpper(row);
        }

        _sums0 += Vector128.WidenLower(low);
        _sums4 += Vector128.WidenUpper(low);
        _sums8 += Vector128.WidenLower(high);
        _sums12 += Vector128.WidenUpper(high);
        Tokens += hashes.Length;
    }
}
