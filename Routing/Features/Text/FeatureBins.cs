using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Numbers the classes into which the thresholds of all trees divide each feature. A feature is not above a threshold exactly when its
/// class is not above the threshold's: trees then compare bytes, sixteen at a time.
/// </summary>
internal sealed class FeatureBins
{
    // Vectors of edges are filled up with this; no feature is above it.
    private const int Beyond = int.MaxValue;

    private readonly int[] _edges;
    private readonly int[] _starts;

    public FeatureBins(IEnumerable<TreeNode> nodes)
    {
        var byFeature = nodes.ToLookup(node => node.Feature, node => node.Threshold);
        var edges = new List<int>();
        _starts = new int[DenseFeatures.Count + 1];
        for (var feature = 0; feature < DenseFeatures.Count; feature++)
        {
            _starts[feature] = edges.Count;
            edges.AddRange(byFeature[(byte)feature].Distinct().Order());
            while (edges.Count % Vector128<int>.Count != 0)
            {
                edges.Add(Beyond);
            }
        }

        _starts[^1] = edges.Count;
        _edges = [.. edges];
    }

    /// <summary>The class whose upper end is a threshold.</summary>
    public byte ClassOf(TreeNode node) =>
        checked((byte)(Array.IndexOf(_edges, node.Threshold, _starts[node.Feature]) - _starts[node.Feature]));

    /// <summary>Says which class each feature is in.</summary>
    public void Fill(ReadOnlySpan<int> features, Span<byte> classes)
    {
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        for (var feature = 0; feature < DenseFeatures.Count; feature++)
        {
            var value = Vector128.Create(features[feature]);
            var below = 0;
            for (var at = _starts[feature]; at < _starts[feature + 1]; at += Vector128<int>.Count)
            {
                var isBelow = Vector128.LessThan(Vector128.LoadUnsafe(ref edges, (nuint)at), value);
                below += BitOperations.PopCount(isBelow.ExtractMostSignificantBits());
            }

            classes[feature] = (byte)below;
        }
    }
}
