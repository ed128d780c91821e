using System.Numerics;

namespace Routing.Ranking;

/// <summary>How often a number has doubled, in whole numbers only, so that every machine counts alike.</summary>
internal static class Doublings
{
    /// <summary>One doubling.</summary>
    public const int One = 1 << Bits;

    private const int Bits = 10;

    /// <summary>
    /// The logarithm to base 2 in 1,024ths, straight between powers of two: never falls as the number grows, at most 0.09 below
    /// the true one.
    /// </summary>
    /// <param name="number">At least 1.</param>
    public static int Of(long number)
    {
        var whole = BitOperations.Log2((ulong)number);
        var rest = (ulong)number - (1UL << whole);
        var fraction = whole >= Bits ? rest >> (whole - Bits) : rest << (Bits - whole);
        return (whole << Bits) + (int)fraction;
    }
}
