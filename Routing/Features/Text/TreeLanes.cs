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
    private const int ClassRow = Tables;
    private const int KeptRow = Tables + 1;
    private const int Rows = Tables + 2;

    // No table has this place; what is looked up there is nothing.
    private const byte Nowhere = byte.MaxValue;

    private readonly int _start;
    private readonly int _groups;
    private readonly int _slots;

    // Group by group, slot by slot, rows of a byte per lane: where the feature stands in each table, class of the threshold, leaves kept by
    // going high.
    private readonly byte[] _nodes;

    // Per group and lane, leaves from left to right.
    private readonly int[] _leaves;

    public TreeLanes(TreeEnsemble trees, FeatureBins bins)
    {
        var flat = Enumerable.Range(0, trees.Roots.Length).Select(tree => new LeafOrder(trees, tree)).ToArray();
        _start = trees.Start;
        _groups = (flat.Length + Lanes - 1) / Lanes;
        _slots = flat.Max(tree => tree.Nodes.Count);
        _nodes = new byte[_groups * _slots * Rows * Lanes];
        Array.Fill(_nodes, Nowhere);
        _leaves = new int[_groups * Lanes * MostLeaves];
        for (var tree = 0; tree < flat.Length; tree++)
        {
            var (group, lane) = (tree / Lanes, tree % Lanes);
            flat[tree].Leaves.CopyTo(_leaves, ((group * Lanes) + lane) * MostLeaves);
            for (var slot = 0; slot < flat[tree].Nodes.Count; slot++)
            {
                var at = (((group * _slots) + slot) * Rows * Lanes) + lane;
                var (node, kept) = flat[tree].Nodes[slot];
                _nodes[at + (node.Feature / TableSize * Lanes)] = (byte)(node.Feature % TableSize);
                _nodes[at + (ClassRow * Lanes)] = bins.ClassOf(node);
                _nodes[at + (KeptRow * Lanes)] = kept;
            }
        }
    }

    /// <summary>The sum over all trees in thousandths.</summary>
    /// <param name="classes">By <see cref="FeatureBins"/>, <see cref="ClassBytes"/> long.</param>
    public int Predict(ReadOnlySpan<byte> classes)
    {
        ref var first = ref MemoryMarshal.GetReference(classes);
        var tables = new ClassTables(ref first);
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        var sum = (long)_start;
        for (var group = 0; group < _groups; group++)
        {
            var left = Vector256<byte>.AllBitsSet;
            for (var slot = 0; slot < _slots; slot++)
            {
                var goesLow = Vector256.LessThanOrEqual(tables.Pick(ref nodes), Row(ref nodes, ClassRow));
                left &= goesLow | Row(ref nodes, KeptRow);
                nodes = ref Unsafe.Add(ref nodes, Rows * Lanes);
            }

            sum += SumOf(left, ref leaves);
            leaves = ref Unsafe.Add(ref leaves, Lanes * MostLeaves);
        }

        return (int)(sum / 1_000);
    }

    // Eight lanes to a number, since numbers are what a processor takes apart quickly.
    private static int SumOf(Vector256<byte> left, ref int leaves)
    {
        var sum = 0;
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
    private static Vector256<byte> Row(ref byte nodes, int row) => Vector256.LoadUnsafe(ref nodes, (nuint)(row * Lanes));

    /// <summary>The classes of all features in five tables, each twice: once for either half of the lanes.</summary>
    private readonly struct ClassTables(ref byte classes)
    {
        private readonly Vector256<byte> _table0 = Table(ref classes, 0);
        private readonly Vector256<byte> _table1 = Table(ref classes, 1);
        private readonly Vector256<byte> _table2 = Table(ref classes, 2);
        private readonly Vector256<byte> _table3 = Table(ref classes, 3);
        private readonly Vector256<byte> _table4 = Table(ref classes, 4);

        /// <summary>The class of the feature that each lane's node asks for.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<byte> Pick(ref byte nodes) =>
            Pick(_table0, Row(ref nodes, 0))
            | Pick(_table1, Row(ref nodes, 1))
            | Pick(_table2, Row(ref nodes, 2))
            | Pick(_table3, Row(ref nodes, 3))
            | Pick(_table4, Row(ref nodes, 4));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> Table(ref byte classes, int table)
        {
            var values = Vector128.LoadUnsafe(ref classes, (nuint)(table * TableSize));
            return Vector256.Create(values, values);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> Pick(Vector256<byte> table, Vector256<byte> places) =>
            Avx2.IsSupported
                ? Avx2.Shuffle(table, places)
                : Vector256.Create(
                    Vector128.Shuffle(table.GetLower(), places.GetLower()), Vector128.Shuffle(table.GetUpper(), places.GetUpper()));
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
