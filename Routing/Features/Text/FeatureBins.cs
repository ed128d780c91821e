using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Numbers the classes into which the thresholds of all trees divide each feature. A feature is not above a threshold exactly when its
/// class is not above the threshold's: trees then compare bytes, many at a time.
/// </summary>
internal sealed class FeatureBins
{
    // Two vectors of edges for every feature: no loop whose end a processor has to foresee.
    private const int Edges = 32;

    // What is left of them; no feature is above it.
    private const short Beyond = short.MaxValue;

    private readonly short[] _edges = new short[DenseFeatures.Count * Edges];

    public FeatureBins(IEnumerable<TreeNode> nodes)
    {
        Array.Fill(_edges, Beyond);
        foreach (var feature in nodes.GroupBy(node => node.Feature, node => node.Threshold))
        {
            var edges = feature.Distinct().Order().ToArray();
            if (edges.Length > Edges || edges[0] < short.MinValue || edges[^1] >= Beyond)
            {
                throw new InvalidDataException($"Trees have {edges.Length} thresholds up to {edges[^1]} for a feature; {Edges} up to {Beyond - 1} is the most.");
            }

            Array.ConvertAll(edges, static edge => (short)edge).CopyTo(_edges, feature.Key * Edges);
        }
    }

    /// <summary>The class whose upper end is a threshold.</summary>
    public byte ClassOf(TreeNode node) => (byte)_edges.AsSpan(node.Feature * Edges, Edges).IndexOf((short)node.Threshold);

    /// <summary>Says which class each feature is in.</summary>
    public void Fill(ReadOnlySpan<int> features, Span<byte> classes)
    {
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        classes = classes[..features.Length];
        for (var feature = 0; feature < features.Length; feature++)
        {
            var value = Vector256.Create((short)Math.Clamp(features[feature], short.MinValue, short.MaxValue));
            classes[feature] = (byte)((BitsBelow(value, ref edges) + BitsBelow(value, ref Unsafe.Add(ref edges, Vector256<short>.Count))) / sizeof(short));
            edges = ref Unsafe.Add(ref edges, Edges);
        }
    }

    // A bit for each byte of each edge.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BitsBelow(Vector256<short> value, ref short edges) =>
        BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref edges), value).AsByte().ExtractMostSignificantBits());
}
