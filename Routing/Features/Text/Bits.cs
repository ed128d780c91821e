using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Routing.Features.Text;

/// <summary>A set of hashes as bits; the length is a power of two. Now and then it claims a hash it was never given.</summary>
internal static class Bits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(byte[] set, uint hash)
    {
        var bit = hash & LastOf(set);
        return ((Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(set), bit >> 3) >> (int)(bit & 7)) & 1) != 0;
    }

    /// <summary>How many of the hashes are in the set.</summary>
    public static int Count(byte[] set, ReadOnlySpan<uint> hashes)
    {
        var count = 0;
        foreach (var hash in hashes)
        {
            count += Has(set, hash) ? 1 : 0;
        }

        return count;
    }

    public static void Add(byte[] set, uint hash)
    {
        var bit = hash & LastOf(set);
        set[bit >> 3] |= (byte)(1 << (int)(bit & 7));
    }

    private static uint LastOf(byte[] set) => ((uint)set.Length << 3) - 1;
}
