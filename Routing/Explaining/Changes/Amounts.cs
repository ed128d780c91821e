using System.Globalization;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>How far amounts are apart, and how they are written.</summary>
internal static class Amounts
{
    public const int Farthest = 10_000;

    /// <summary>The difference as a share of the larger one, in ten-thousandths, rounded up: what differs is never at distance 0.</summary>
    public static int Distance(long one, long other)
    {
        var larger = Int128.Max(Int128.Abs(one), Int128.Abs(other));
        var difference = Int128.Abs((Int128)one - other);
        return larger == 0 ? 0 : (int)Int128.Min(Farthest, ((difference * Farthest) + larger - 1) / larger);
    }

    /// <summary>The distance of what loses that many percent of itself.</summary>
    public static int Percent(int percent) => percent * (Farthest / 100);

    /// <summary>What is left when that many percent go; never more than the exact share.</summary>
    public static long Less(long amount, int percent) => (long)((Int128)amount * (100 - percent) / 100);

    public static string Score(int millis) => Thousandths.Text(millis);

    public static string Tokens(long tokens) => tokens.ToString("#,0", CultureInfo.InvariantCulture);
}
