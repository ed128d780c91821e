using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <summary>The same for eight doubles at once, which are kept as their doublings and the rest: both need only be read.</summary>
    /// <param name="first">Four of them, at least 1.</param>
    /// <param name="second">The next four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Of(Vector256<double> first, Vector256<double> second)
    {
        const int Shift = 52 - Bits;
        const int Bias = 1_023 << Bits;
        return Vector256.Narrow(first.AsInt64() >>> Shift, second.AsInt64() >>> Shift) - Vector256.Create(Bias);
    }
}
