namespace Routing.Features.Text;

/// <summary>A set of hashes as bits; the length is a power of two. Now and then it claims a hash it was never given.</summary>
internal static class Bits
{
    public static bool Has(byte[] set, uint hash)
    {
        var bit = hash & (((uint)set.Length << 3) - 1);
        return (set[bit >> 3] & (1 << (int)(bit & 7))) != 0;
    }

    public static void Add(byte[] set, uint hash)
    {
        var bit = hash & (((uint)set.Length << 3) - 1);
        set[bit >> 3] |= (byte)(1 << (int)(bit & 7));
    }
}
