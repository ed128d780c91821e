namespace Routing.Quality.Training;

/// <summary>Divides the values of each feature into classes of about equal number.</summary>
internal sealed class Bins(int[][] edges)
{
    public static Bins Of(IReadOnlyList<int[]> rows, int most)
    {
        var edges = new int[rows[0].Length][];
        for (var f = 0; f < edges.Length; f++)
        {
            var sorted = rows.Select(row => row[f]).Order().ToArray();
            edges[f] = [.. Enumerable.Range(1, most - 1).Select(k => sorted[(int)((long)k * (sorted.Length - 1) / most)]).Distinct().Where(edge => edge < sorted[^1])];
        }

        return new(edges);
    }

    public int CountOf(int feature) => edges[feature].Length + 1;

    /// <summary>Values up to and with the threshold are in this class or a lower one.</summary>
    public int Threshold(int feature, int bin) => edges[feature][bin];

    public byte[] Apply(int[] row)
    {
        var binned = new byte[row.Length];
        for (var f = 0; f < row.Length; f++)
        {
            var found = Array.BinarySearch(edges[f], row[f]);
            binned[f] = (byte)(found >= 0 ? found : ~found);
        }

        return binned;
    }
}
