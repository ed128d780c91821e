using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Routing.Features.Text;

/// <summary>
/// All that training knows of a hash, sixteen bytes side by side: the weights of the heads that say something, whether a word is common,
/// whether a pair is familiar. A word costs one access to far memory then, not two or three.
/// </summary>
internal sealed class HashRows
{
    private const int Width = 16;
    private const int CommonAt = 10;
    private const int FamiliarAt = 12;
    private const int MostCommon = 8 * (FamiliarAt - CommonAt);
    private const int MostFamiliar = 8 * (Width - FamiliarAt);

    private readonly sbyte[] _rows;
    private readonly uint _last;

    // Bits of a hash that choose its row; the next ones choose a bit within.
    private readonly int _rowBits;

    public HashRows(ClassifierWeights weights)
    {
        var count = weights.Rows.Length / ClassifierWeights.Heads;
        (_rows, _last, _rowBits) = (new sbyte[count * Width], (uint)count - 1, BitOperations.Log2((uint)count));
        if (weights.CommonWords.Length > count * MostCommon / 8 || weights.FamiliarPairs.Length > count * MostFamiliar / 8)
        {
            throw new InvalidDataException("The sets of common words and familiar pairs are too large for the rows of weights.");
        }

        for (var row = 0; row < count; row++)
        {
            var to = _rows.AsSpan(row * Width, Width);
            weights.Rows.AsSpan(row * ClassifierWeights.Heads, ClassifierWeights.UsedHeads).CopyTo(to);
            MemoryMarshal.Write(MemoryMarshal.AsBytes(to[CommonAt..]), (ushort)BitsOf(weights.CommonWords, row, MostCommon));
            MemoryMarshal.Write(MemoryMarshal.AsBytes(to[FamiliarAt..]), BitsOf(weights.FamiliarPairs, row, MostFamiliar));
        }
    }

    /// <summary>The row of a hash, which begins with a weight for each head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref sbyte Of(uint hash) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (hash & _last) * Width);

    /// <summary>1 for a word that most texts use, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint IsCommon(ref sbyte row, uint hash) =>
        ((uint)Unsafe.As<sbyte, ushort>(ref Unsafe.Add(ref row, CommonAt)) >> (int)((hash >> _rowBits) & (MostCommon - 1))) & 1;

    /// <summary>1 for a pair that training has met more than once or twice, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint IsFamiliar(ref sbyte row, uint hash) =>
        (Unsafe.As<sbyte, uint>(ref Unsafe.Add(ref row, FamiliarAt)) >> (int)(hash >> _rowBits)) & 1;

    private uint BitsOf(byte[] set, int row, int most)
    {
        var bits = 0u;
        for (var bit = 0; bit < most; bit++)
        {
            bits |= Bits.Has(set, (uint)row | ((uint)bit << _rowBits)) ? 1u << bit : 0;
        }

        return bits;
    }
}
