namespace Routing.Quality.Training;

/// <summary>A decision tree in arrays: a node compares a feature with a threshold and goes on; a negative child is a leaf.</summary>
internal sealed class Tree
{
    public List<(int Feature, int Threshold, int Low, int High)> Nodes { get; } = [];

    public List<double> Leaves { get; } = [];

    public double Predict(int[] row)
    {
        if (Nodes.Count == 0)
        {
            return Leaves[0];
        }

        var at = 0;
        while (at >= 0)
        {
            var node = Nodes[at];
            at = row[node.Feature] <= node.Threshold ? node.Low : node.High;
        }

        return Leaves[~at];
    }
}
