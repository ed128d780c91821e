namespace Routing.Features.Text;

/// <summary>A set of hashes as bits; the length is a power of two. Now and then it claims a hash it was never given.</summary>
internal static class Bits
{
    public static bool Has(byte[] set, uint hash)
    {
        var bit = hash & LastOf(set);
        return ((set[bit >> 3] >> (int)(bit & 7)) & 1) != 0;
    }

    public static void Add(byte[] set, uint hash)
    {
        var bit = hash & LastOf(set);
        set[bit >> 3] |= (byte)(1 << (int)(bit & 7));
    }

    private static uint LastOf(byte[] set) => ((uint)set.Length << 3) - 1;
}
