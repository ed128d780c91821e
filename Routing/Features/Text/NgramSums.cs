using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>Adds up, for every word and pair of words, the weights that all heads have learned for it: one row, one cache line.</summary>
internal struct NgramSums(ClassifierWeights weights) : INgramSink
{
    private readonly HashRows _rows = weights.HashRows;

    private Vector256<int> _sums0;
    private Vector256<int> _sums8;
    private int _pairs;
    private int _familiarPairs;

    /// <summary>Words, numbers and pairs met.</summary>
    public int Tokens { get; private set; }

    /// <summary>How many of a thousand pairs of words the training has seen more than once or twice.</summary>
    public readonly int FamiliarityMillis => _pairs == 0 ? 0 : (int)(_familiarPairs * 1_000L / _pairs);

    public int AddWords(ReadOnlySpan<uint> hashes)
    {
        var (sums, common) = (Vector256<short>.Zero, 0u);
        foreach (var hash in hashes)
        {
            ref var row = ref _rows.Of(hash);
            sums += Weights(ref row);
            common += _rows.IsCommon(ref row, hash);
        }

        Add(sums, hashes.Length);
        return (int)common;
    }

    public void AddPairs(ReadOnlySpan<uint> hashes)
    {
        var (sums, familiar) = (Vector256<short>.Zero, 0u);
        foreach (var hash in hashes)
        {
            ref var row = ref _rows.Of(hash);
            sums += Weights(ref row);
            familiar += _rows.IsFamiliar(ref row, hash);
        }

        Add(sums, hashes.Length);
        _pairs += hashes.Length;
        _familiarPairs += (int)familiar;
    }

    /// <summary>What each head has summed up; what stands behind <see cref="ClassifierWeights.UsedHeads"/> means nothing.</summary>
    public readonly void CopyTo(Span<int> sums)
    {
        _sums0.CopyTo(sums);
        _sums8.CopyTo(sums[8..]);
    }

    // Whole-number lanes: the sums are the same with vector instructions and without. Sixteen bits hold 256 weights of eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Weights(ref sbyte row) => Vector256.WidenLower(Vector128.LoadUnsafe(ref row).ToVector256Unsafe());

    private void Add(Vector256<short> sums, int hashes)
    {
        _sums0 += Vector256.WidenLower(sums);
        _sums8 += Vector256.WidenUpper(sums);
        Tokens += hashes;
    }
}
