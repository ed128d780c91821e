namespace Routing.Quality.Training;

/// <summary>The rising curve that lies nearest to a row of values: neighbours that fall are pooled.</summary>
internal static class Isotonic
{
    public static double[] Fit(IReadOnlyList<double> values)
    {
        var pools = new List<(double Sum, int Count)>();
        foreach (var value in values)
        {
            pools.Add((value, 1));
            while (pools.Count > 1 && pools[^1].Sum / pools[^1].Count <= pools[^2].Sum / pools[^2].Count)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Sum / pool.Count, pool.Count))];
    }
}
