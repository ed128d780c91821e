namespace Routing.Quality.Measures;

/// <summary>How much of the gap between weak and strong an order of prompts recovers, as more of them go to the strong model.</summary>
internal sealed class RecoveryCurve
{
    private readonly double[] _quality;

    /// <summary>Orders prompts by score, highest first; equal scores count as a random order among themselves.</summary>
    public RecoveryCurve(IReadOnlyList<double> scores, IReadOnlyList<double> weak, IReadOnlyList<double> strong)
    {
        var order = Enumerable.Range(0, scores.Count).ToArray();
        Array.Sort(order, (a, b) => scores[b].CompareTo(scores[a]));
        _quality = new double[order.Length + 1];
        _quality[0] = weak.Sum();
        for (var i = 0; i < order.Length;)
        {
            var (j, gain) = (i, 0.0);
            for (; j < order.Length && scores[order[j]].Equals(scores[order[i]]); j++)
            {
                gain += strong[order[j]] - weak[order[j]];
            }

            for (var k = i; k < j; k++)
            {
                _quality[k + 1] = _quality[k] + (gain / (j - i));
            }

            i = j;
        }
    }

    /// <summary>Area under the recovered share: 0.5 for a random order.</summary>
    public double Area
    {
        get
        {
            var n = _quality.Length - 1;
            var area = 0.0;
            for (var k = 0; k < n; k++)
            {
                area += (_quality[k] + _quality[k + 1]) / 2;
            }

            return ((area / n) - _quality[0]) / (_quality[n] - _quality[0]);
        }
    }

    /// <summary>Smallest share of strong calls, in per cent, that recovers a share of the gap.</summary>
    public double CallsFor(double recovered)
    {
        var n = _quality.Length - 1;
        var target = _quality[0] + (recovered * (_quality[n] - _quality[0]));
        for (var k = 0; k <= n; k++)
        {
            if (_quality[k] >= target - 1e-9)
            {
                return k == 0 ? 0 : 100.0 * (k - 1 + Math.Clamp((target - _quality[k - 1]) / (_quality[k] - _quality[k - 1]), 0, 1)) / n;
            }
        }

        return 100;
    }
}
