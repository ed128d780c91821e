using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Routing.Ranking;

/// <summary>Whole numbers as doubles, four at a time.</summary>
internal static class WholeDoubles
{
    // From here to its double, doubles are the whole numbers: their last bits are the number.
    private const double Start = 1L << 52;

    /// <param name="numbers">From 0 to 2^52.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<long> numbers) =>
        (numbers | Vector256.Create(Start).AsInt64()).AsDouble() - Vector256.Create(Start);
}
