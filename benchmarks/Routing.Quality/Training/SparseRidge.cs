namespace Routing.Quality.Training;

/// <summary>
/// Linear regression on words and pairs of words, weighted by rarity and kept small by a penalty; solved by conjugate gradients,
/// so there is no learning rate to tune and no chance in it.
/// </summary>
internal sealed class SparseRidge
{
    private const int Iterations = 40;

    private readonly double[] _weights;

    private SparseRidge(double[] weights, double bias)
    {
        _weights = weights;
        Bias = bias;
    }

    public double Bias { get; }

    public IReadOnlyList<double> Weights => _weights;

    public static SparseRidge Train(IReadOnlyList<int[]> rows, IReadOnlyList<double> targets, double penalty, IReadOnlyList<double>? importance = null)
    {
        var rarity = Rarity(rows);
        var values = rows.Select(row => Normalised(row, rarity)).ToArray();
        var mean = importance is null ? targets.Average() : targets.Zip(importance, (t, w) => t * w).Sum() / importance.Sum();
        var size = rarity.Length;

        var weights = new double[size];
        var residual = new double[size];
        for (var i = 0; i < values.Length; i++)
        {
            AddTo(residual, values[i], (targets[i] - mean) * (importance?[i] ?? 1));
        }

        var direction = (double[])residual.Clone();
        var product = new double[size];
        var norm = Dot(residual, residual);
        for (var step = 0; step < Iterations && norm > 1e-9; step++)
        {
            for (var k = 0; k < size; k++)
            {
                product[k] = penalty * direction[k];
            }

            for (var i = 0; i < values.Length; i++)
            {
                AddTo(product, values[i], Dot(direction, values[i]) * (importance?[i] ?? 1));
            }

            var length = norm / Dot(direction, product);
            for (var k = 0; k < size; k++)
            {
                weights[k] += length * direction[k];
                residual[k] -= length * product[k];
            }

            var next = Dot(residual, residual);
            for (var k = 0; k < size; k++)
            {
                direction[k] = residual[k] + (next / norm * direction[k]);
            }

            norm = next;
        }

        for (var k = 0; k < size; k++)
        {
            weights[k] *= rarity[k];
        }

        return new(weights, mean);
    }

    public double Predict(int[] row)
    {
        var sum = 0.0;
        foreach (var bucket in row)
        {
            sum += _weights[bucket];
        }

        return Bias + (sum / Math.Sqrt(Math.Max(row.Length, 1)));
    }

    private static double[] Rarity(IReadOnlyList<int[]> rows)
    {
        var documents = new int[PromptVector.BucketCount];
        foreach (var row in rows)
        {
            foreach (var bucket in row.Distinct())
            {
                documents[bucket]++;
            }
        }

        // What only one prompt says cannot be told from chance.
        return [.. documents.Select(count => count < 2 ? 0 : Math.Log(rows.Count / (double)count) + 0.1)];
    }

    private static (int Bucket, double Value)[] Normalised(int[] row, double[] rarity)
    {
        var scale = 1 / Math.Sqrt(Math.Max(row.Length, 1));
        return [.. row.Where(bucket => rarity[bucket] > 0).GroupBy(b => b).Select(g => (g.Key, g.Count() * rarity[g.Key] * scale))];
    }

    private static void AddTo(double[] to, (int Bucket, double Value)[] row, double factor)
    {
        foreach (var (bucket, value) in row)
        {
            to[bucket] += factor * value;
        }
    }

    private static double Dot(double[] left, (int Bucket, double Value)[] row)
    {
        var sum = 0.0;
        foreach (var (bucket, value) in row)
        {
            sum += left[bucket] * value;
        }

        return sum;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
