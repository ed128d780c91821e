using System.Text;

namespace Routing.Features.Text;

/// <summary>What training has learned, as whole numbers. Ships inside the library; the model card says from what and how well.</summary>
internal sealed class ClassifierWeights
{
    /// <summary>Sums kept per word: two for gain, eight for capabilities, the rest in reserve.</summary>
    public const int Heads = 16;

    /// <summary>How many of them say something.</summary>
    public const int UsedHeads = FirstCapabilityHead + CapabilityConfidences.Count;

    public const int WithinHead = 0;
    public const int BetweenHead = 1;
    public const int FirstCapabilityHead = 2;

    private const string Magic = "ARCW";
    private const int Format = 1;
    private const string Resource = "Routing.Features.Text.classifier.bin";

    private static readonly Lazy<ClassifierWeights> Shipped = new(static () =>
    {
        using var stream = typeof(ClassifierWeights).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without {Resource}.");
        return Read(stream);
    });

    /// <summary>The weights inside the library.</summary>
    public static ClassifierWeights Embedded => Shipped.Value;

    /// <summary>Names the training run; part of every decision's hash.</summary>
    public required int Version { get; init; }

    /// <summary>A row of <see cref="Heads"/> weights per bucket; the number of buckets is a power of two.</summary>
    public required sbyte[] Rows { get; init; }

    /// <summary>Per head: sum × Scale ÷ (256 √tokens) + Offset is in thousandths.</summary>
    public required long[] HeadScales { get; init; }

    public required int[] HeadOffsets { get; init; }

    public required byte[] CommonWords { get; init; }

    public required byte[] FamiliarPairs { get; init; }

    /// <summary>Gain within a kind of prompt, gain between kinds, difficulty; each as a standard score.</summary>
    public required TreeEnsemble WithinTrees { get; init; }

    public required TreeEnsemble BetweenTrees { get; init; }

    public required TreeEnsemble DifficultyTrees { get; init; }

    /// <summary>All three of them, to be asked together; made at first use.</summary>
    public AllTrees Ensembles => field ??= new(this);

    /// <summary>Rows, common words and familiar pairs, to be looked up together; made at first use.</summary>
    public HashRows HashRows => field ??= new(this);

    /// <summary>Standard scores of rules and length: value × Scale ÷ 1000 + Offset.</summary>
    public required int[] PlainScales { get; init; }

    public required int[] PlainOffsets { get; init; }

    /// <summary>How far what was learned of kinds of prompts is trusted, in thousandths, by familiarity in per cent: 101 values.</summary>
    public required int[] Trust { get; init; }

    /// <summary>Shares of the heads in the score, in thousandths, by <see cref="GainMix"/>.</summary>
    public required int[] Mix { get; init; }

    /// <summary>Scores at 100 equal steps of their distribution: where a score stands among all.</summary>
    public required int[] ScoreRanks { get; init; }

    /// <summary>Probability, in thousandths, that the strong model makes it better, at each of those steps.</summary>
    public required int[] GainAtRank { get; init; }

    /// <summary>Probability, in thousandths, that the weak model fails, at 100 steps of the difficulty head.</summary>
    public required int[] DifficultyRanks { get; init; }

    public required int[] FailureAtRank { get; init; }

    /// <summary>Per capability: share of the learned part, share of the rules, offset; then the curve to a confidence.</summary>
    public required int[] CapabilityMix { get; init; }

    public static ClassifierWeights Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.ASCII);
        if (new string(reader.ReadChars(Magic.Length)) != Magic || reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("These are no classifier weights of a format this library reads.");
        }

        return new()
        {
            Version = reader.ReadInt32(),
            Rows = [.. reader.ReadBytes(reader.ReadInt32()).Select(static value => (sbyte)value)],
            HeadScales = [.. Integers(reader).Select(static value => (long)value)],
            HeadOffsets = Integers(reader),
            CommonWords = reader.ReadBytes(reader.ReadInt32()),
            FamiliarPairs = reader.ReadBytes(reader.ReadInt32()),
            WithinTrees = Trees(reader),
            BetweenTrees = Trees(reader),
            DifficultyTrees = Trees(reader),
            PlainScales = Integers(reader),
            PlainOffsets = Integers(reader),
            Trust = Integers(reader),
            Mix = Integers(reader),
            ScoreRanks = Integers(reader),
            GainAtRank = Integers(reader),
            DifficultyRanks = Integers(reader),
            FailureAtRank = Integers(reader),
            CapabilityMix = Integers(reader),
        };
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true);
        writer.Write(Magic.ToCharArray());
        writer.Write(Format);
        writer.Write(Version);
        writer.Write(Rows.Length);
        writer.Write([.. Rows.Select(static value => (byte)value)]);
        Write(writer, [.. HeadScales.Select(static value => checked((int)value))]);
        Write(writer, HeadOffsets);
        writer.Write(CommonWords.Length);
        writer.Write(CommonWords);
        writer.Write(FamiliarPairs.Length);
        writer.Write(FamiliarPairs);
        Write(writer, WithinTrees);
        Write(writer, BetweenTrees);
        Write(writer, DifficultyTrees);
        foreach (var list in new[] { PlainScales, PlainOffsets, Trust, Mix, ScoreRanks, GainAtRank, DifficultyRanks, FailureAtRank, CapabilityMix })
        {
            Write(writer, list);
        }
    }

    private static int[] Integers(BinaryReader reader)
    {
        var values = new int[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadInt32();
        }

        return values;
    }

    private static void Write(BinaryWriter writer, int[] values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static TreeEnsemble Trees(BinaryReader reader)
    {
        var nodes = new TreeNode[reader.ReadInt32()];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new(reader.ReadInt32(), reader.ReadByte(), reader.ReadSByte(), reader.ReadSByte());
        }

        return new() { Nodes = nodes, Roots = Integers(reader), FirstLeaves = Integers(reader), Leaves = Integers(reader), Start = reader.ReadInt32() };
    }

    private static void Write(BinaryWriter writer, TreeEnsemble trees)
    {
        writer.Write(trees.Nodes.Length);
        foreach (var node in trees.Nodes)
        {
            writer.Write(node.Threshold);
            writer.Write(node.Feature);
            writer.Write(node.Low);
            writer.Write(node.High);
        }

        Write(writer, trees.Roots);
        Write(writer, trees.FirstLeaves);
        Write(writer, trees.Leaves);
        writer.Write(trees.Start);
    }
}
