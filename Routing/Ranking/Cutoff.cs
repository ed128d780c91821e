using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Ranking;

/// <summary>Finds out how much is enough to be among the first few, by counting how many reach a number: far less work than sorting.</summary>
internal static class Cutoff
{
    // A few too many are soon put in order, and finding the last ones would cost more.
    private const int TooMany = 4;

    /// <summary>A number that so many reach and hardly more; where many are equal, all of them.</summary>
    /// <param name="numbers">Those below zero are not counted.</param>
    /// <param name="wanted">How many should reach it, if there are so many.</param>
    /// <param name="highest">No number is higher.</param>
    public static int Of(ReadOnlySpan<int> numbers, int wanted, int highest)
    {
        // Enough reach the one, too few the other.
        var (low, high) = (0, highest + 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            var reached = CountFrom(numbers, middle);
            if (reached < wanted)
            {
                high = middle;
                continue;
            }

            low = middle;
            if (reached <= wanted + TooMany)
            {
                break;
            }
        }

        return low;
    }

    private static int CountFrom(ReadOnlySpan<int> numbers, int least)
    {
        var at = 0;
        var count = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var counts = Vector256<int>.Zero;
            var above = Vector256.Create(least - 1);
            ref var first = ref MemoryMarshal.GetReference(numbers);
            for (; at <= numbers.Length - Vector256<int>.Count; at += Vector256<int>.Count)
            {
                counts -= Vector256.GreaterThan(Vector256.LoadUnsafe(ref first, (nuint)at), above);
            }

            count = Vector256.Sum(counts);
        }

        for (; at < numbers.Length; at++)
        {
            count += numbers[at] >= least ? 1 : 0;
        }

        return count;
    }
}
