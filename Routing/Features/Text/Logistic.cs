namespace Routing.Features.Text;

/// <summary>The logistic curve in whole numbers.</summary>
internal static class Logistic
{
    // 1000 / (1 + e^-x) for x = 0, 0.25, 0.5 … 8.
    private static ReadOnlySpan<short> Half =>
    [
        500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982, 986, 989, 991, 993, 995, 996, 997, 998, 998, 998, 999,
        999, 999, 999, 1000, 1000,
    ];

    /// <summary>Thousandths, from thousandths between -8,000 and 8,000.</summary>
    public static int Millis(int x)
    {
        var size = Math.Abs(x);
        var (step, rest) = (size / 250, size % 250);
        var value = step >= Half.Length - 1 ? Half[^1] : Half[step] + ((Half[step + 1] - Half[step]) * rest / 250);
        return x >= 0 ? value : 1_000 - value;
    }
}
