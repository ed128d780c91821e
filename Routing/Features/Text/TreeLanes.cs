using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Routing.Features.Text;

/// <summary>
/// Asks thirty-two trees at once, every node of each and without a branch: which way a tree goes is what no processor can foresee. A node
/// that goes high rules out the leaves on its low side; of those left, a tree's first is where it ends. (Lucchese et al., QuickScorer,
/// SIGIR 2015.) The sum is that of <see cref="TreeEnsemble.Predict"/> to the last digit.
/// </summary>
internal sealed class TreeLanes
{
    /// <summary>Most leaves of a tree: a bit each.</summary>
    public const int MostLeaves = 8;

    /// <summary>Bytes to hand over as classes: one per feature, filled up to whole tables.</summary>
    public const int ClassBytes = Tables * TableSize;

    private const int Lanes = 32;
    private const int TableSize = 16;
    private const int Tables = (DenseFeatures.Count + TableSize - 1) / TableSize;

    // No table has this place; what is looked up there is nothing.
    private const byte Nowhere = byte.MaxValue;

    private readonly int _start;
    private readonly int _groups;
    private readonly int _slots;

    // Group by group, slot by slot, a byte per lane: where the feature stands in each table, class of the threshold, leaves kept by going high.
    private readonly byte[][] _places;
    private readonly byte[] _classes;
    private readonly byte[] _kept;

    // Per group and lane, leaves from left to right.
    private readonly int[] _leaves;

    public TreeLanes(TreeEnsemble trees, FeatureBins bins)
    {
        var flat = Enumerable.Range(0, trees.Roots.Length).Select(tree => new LeafOrder(trees, tree)).ToArray();
        _start = trees.Start;
        _groups = (flat.Length + Lanes - 1) / Lanes;
        _slots = flat.Max(tree => tree.Nodes.Count);
        var size = _groups * _slots * Lanes;
        _places = [.. Enumerable.Range(0, Tables).Select(_ => Full(size))];
        (_classes, _kept) = (Full(size), Full(size));
        _leaves = new int[_groups * Lanes * MostLeaves];
        for (var tree = 0; tree < flat.Length; tree++)
        {
            var (group, lane) = (tree / Lanes, tree % Lanes);
            flat[tree].Leaves.CopyTo(_leaves, ((group * Lanes) + lane) * MostLeaves);
            for (var slot = 0; slot < flat[tree].Nodes.Count; slot++)
            {
                var at = (((group * _slots) + slot) * Lanes) + lane;
                var (node, kept) = flat[tree].Nodes[slot];
                _places[node.Feature / TableSize][at] = (byte)(node.Feature % TableSize);
                (_classes[at], _kept[at]) = (bins.ClassOf(node), kept);
            }
        }
    }

    /// <summary>The sum over all trees in thousandths.</summary>
    /// <param name="classes">By <see cref="FeatureBins"/>, <see cref="ClassBytes"/> long.</param>
    public int Predict(ReadOnlySpan<byte> classes)
    {
        var sum = (long)_start;
        for (var group = 0; group < _groups; group++)
        {
            sum += Ask(group, classes);
        }

        return (int)(sum / 1_000);
    }

    private long Ask(int group, ReadOnlySpan<byte> classes)
    {
        var left = Vector256<byte>.AllBitsSet;
        var first = group * _slots * Lanes;
        for (var at = first; at < first + (_slots * Lanes); at += Lanes)
        {
            var goesLow = Vector256.LessThanOrEqual(Pick(classes, at), At(_classes, at));
            left &= goesLow | At(_kept, at);
        }

        return SumOf(left, ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_leaves), group * Lanes * MostLeaves));
    }

    // Eight lanes to a number, since numbers are what a processor takes apart quickly.
    private static long SumOf(Vector256<byte> left, ref int leaves)
    {
        var sum = 0L;
        for (var eight = 0; eight < Lanes / 8; eight++)
        {
            var lanes = left.AsUInt64().GetElement(eight);
            for (var lane = 0; lane < 8; lane++)
            {
                sum += Unsafe.Add(ref leaves, BitOperations.TrailingZeroCount(lanes));
                leaves = ref Unsafe.Add(ref leaves, MostLeaves);
                lanes >>= 8;
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> Pick(ReadOnlySpan<byte> classes, int at) =>
        Pick(classes, 0, at) | Pick(classes, 1, at) | Pick(classes, 2, at) | Pick(classes, 3, at) | Pick(classes, 4, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> Pick(ReadOnlySpan<byte> classes, int table, int at)
    {
        var values = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(classes), (nuint)(table * TableSize));
        var places = At(_places[table], at);
        return Avx2.IsSupported
            ? Avx2.Shuffle(Vector256.Create(values, values), places)
            : Vector256.Create(Vector128.Shuffle(values, places.GetLower()), Vector128.Shuffle(values, places.GetUpper()));
    }

    private static Vector256<byte> At(byte[] all, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(all), (nuint)at);

    private static byte[] Full(int length)
    {
        var all = new byte[length];
        Array.Fill(all, Nowhere);
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

        public List<(TreeNode Node, byte Kept)> Nodes { get; } = [];

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
            Nodes.Add((node, (byte)~(((1 << Leaves.Count) - 1) & ~((1 << from) - 1))));
            Visit(node.High);
        }
    }
}
