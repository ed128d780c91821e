using System.Runtime.Intrinsics;

namespace Routing.Ranking;

/// <summary>Finds out how much is enough to be among the first few, by counting how many reach a number: far less work than sorting.</summary>
internal static class Cutoff
{
    // A few too many are soon put in order, and finding the last ones would cost more.
    private const int TooMany = 4;

    /// <summary>A number that so many reach and hardly more; where many are equal, all of them.</summary>
    /// <param name="numbers">In blocks of <see cref="Lineup.Block"/>; those below zero are not counted.</param>
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

    /// <summary>Which of a block of numbers reach one, a bit each.</summary>
    public static uint Reaching(ReadOnlySpan<int> numbers, int block, int least) =>
        Vector256.GreaterThanOrEqual(Vector256.Create(numbers[block..]), Vector256.Create(least)).ExtractMostSignificantBits();

    private static int CountFrom(ReadOnlySpan<int> numbers, int least)
    {
        var counts = Vector256<int>.Zero;
        for (var block = 0; block < numbers.Length; block += Lineup.Block)
        {
            counts -= Vector256.GreaterThanOrEqual(Vector256.Create(numbers[block..]), Vector256.Create(least));
        }

        return Vector256.Sum(counts);
    }
}
