using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Asks sixteen trees at once, every node of each and without a branch: which way a tree goes is what no processor can foresee. A node
/// that goes high rules out the leaves on its low side; of those left, a tree's first is where it ends. (Lucchese et al., QuickScorer,
/// SIGIR 2015.) The sum is that of <see cref="TreeEnsemble.Predict"/> to the last digit.
/// </summary>
internal sealed class TreeLanes
{
    /// <summary>Bytes to hand over as classes: one per feature, filled up to whole vectors.</summary>
    public const int ClassBytes = Tables * Lanes;

    private const int Lanes = 16;
    private const int Tables = (DenseFeatures.Count + Lanes - 1) / Lanes;
    private const int MostLeaves = 16;

    private readonly int _start;
    private readonly int _groups;
    private readonly int _slots;

    // Group by group, slot by slot, a byte per lane: feature, class of the threshold, leaves kept by going high (eight to a plane).
    private readonly byte[] _features;
    private readonly byte[] _classes;
    private readonly byte[] _lowKept;
    private readonly byte[] _highKept;

    // Per group and lane, leaves from left to right.
    private readonly int[] _leaves;

    public TreeLanes(TreeEnsemble trees, FeatureBins bins)
    {
        var flat = Enumerable.Range(0, trees.Roots.Length).Select(tree => new LeafOrder(trees, tree)).ToArray();
        _start = trees.Start;
        _groups = (flat.Length + Lanes - 1) / Lanes;
        _slots = flat.Max(tree => tree.Nodes.Count);
        var places = _groups * _slots * Lanes;
        _features = new byte[places];
        (_classes, _lowKept, _highKept) = (Full(places), Full(places), Full(places));
        _leaves = new int[_groups * Lanes * MostLeaves];
        for (var tree = 0; tree < flat.Length; tree++)
        {
            var (group, lane) = (tree / Lanes, tree % Lanes);
            flat[tree].Leaves.CopyTo(_leaves, ((group * Lanes) + lane) * MostLeaves);
            for (var slot = 0; slot < flat[tree].Nodes.Count; slot++)
            {
                var at = (((group * _slots) + slot) * Lanes) + lane;
                var (node, kept) = flat[tree].Nodes[slot];
                (_features[at], _classes[at]) = (node.Feature, bins.ClassOf(node));
                (_lowKept[at], _highKept[at]) = ((byte)kept, (byte)(kept >> 8));
            }
        }
    }

    /// <summary>The sum over all trees in thousandths.</summary>
    /// <param name="classes">By <see cref="FeatureBins"/>, <see cref="ClassBytes"/> long.</param>
    public int Predict(ReadOnlySpan<byte> classes)
    {
        var sum = (long)_start;
        Span<byte> low = stackalloc byte[Lanes];
        Span<byte> high = stackalloc byte[Lanes];
        for (var group = 0; group < _groups; group++)
        {
            Ask(group, classes, low, high);
            ref var leaves = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_leaves), group * Lanes * MostLeaves);
            for (var lane = 0; lane < Lanes; lane++)
            {
                var leaf = BitOperations.TrailingZeroCount(low[lane] | (high[lane] << 8));
                sum += Unsafe.Add(ref leaves, (lane * MostLeaves) + leaf);
            }
        }

        return (int)(sum / 1_000);
    }

    private void Ask(int group, ReadOnlySpan<byte> classes, Span<byte> low, Span<byte> high)
    {
        var (lowLeft, highLeft) = (Vector128<byte>.AllBitsSet, Vector128<byte>.AllBitsSet);
        var first = group * _slots * Lanes;
        for (var at = first; at < first + (_slots * Lanes); at += Lanes)
        {
            var goesLow = Vector128.LessThanOrEqual(Pick(classes, At(_features, at)), At(_classes, at));
            lowLeft &= goesLow | At(_lowKept, at);
            highLeft &= goesLow | At(_highKept, at);
        }

        lowLeft.CopyTo(low);
        highLeft.CopyTo(high);
    }

    // A place outside of a table picks nothing from it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pick(ReadOnlySpan<byte> classes, Vector128<byte> places)
    {
        var picked = Vector128<byte>.Zero;
        for (var table = 0; table < Tables; table++)
        {
            picked |= Vector128.Shuffle(Vector128.Create(classes.Slice(table * Lanes, Lanes)), places - Vector128.Create((byte)(table * Lanes)));
        }

        return picked;
    }

    private static Vector128<byte> At(byte[] all, int at) => Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(all), (nuint)at);

    private static byte[] Full(int length)
    {
        var all = new byte[length];
        Array.Fill(all, byte.MaxValue);
        return all;
    }

    /// <summary>A tree with its leaves from left to right, and for each node the leaves that going high keeps.</summary>
    private sealed class LeafOrder
    {
        private readonly TreeEnsemble _trees;
        private readonly int _root;
        private readonly int _firstLeaf;

        public LeafOrder(TreeEnsemble trees, int tree)
        {
            (_trees, _root, _firstLeaf) = (trees, trees.Roots[tree], trees.FirstLeaves[tree]);
            Visit(0);
            if (Leaves.Count > MostLeaves)
            {
                throw new InvalidDataException($"A tree has {Leaves.Count} leaves; {MostLeaves} is the most.");
            }
        }

        public List<(TreeNode Node, int Kept)> Nodes { get; } = [];

        public List<int> Leaves { get; } = [];

        private void Visit(int at)
        {
            if (at < 0)
            {
                Leaves.Add(_trees.Leaves[_firstLeaf + ~at]);
                return;
            }

            var node = _trees.Nodes[_root + at];
            var from = Leaves.Count;
            Visit(node.Low);
            Nodes.Add((node, ~(((1 << Leaves.Count) - 1) & ~((1 << from) - 1))));
            Visit(node.High);
        }
    }
}
