using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Routing.Ranking;

/// <summary>Divides by the same number again and again. Dividing is what ranking would spend most of its time on, and a multiplication does the same.</summary>
/// <param name="divisor">From 1 to 2^13.</param>
internal readonly struct Reciprocal(int divisor)
{
    // The product with the rounded-up inverse is exact as long as number times divisor stays below 2^38.
    private const int Bits = 38;

    private readonly long _inverse = ((1L << Bits) / divisor) + 1;

    /// <summary>The quotient, rounded down.</summary>
    /// <param name="number">From 0 to 1,001 times the divisor: so much a mean of points comes to, and what is left of one in thousandths.</param>
    public int Divide(int number) => (int)((number * _inverse) >> Bits);

    /// <summary>The same for eight numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Divide(Vector256<int> numbers)
    {
        var (low, high) = Vector256.Widen(numbers);
        return Vector256.Narrow((low * _inverse) >>> Bits, (high * _inverse) >>> Bits);
    }
}
