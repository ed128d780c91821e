using FsCheck;
using FsCheck.Fluent;
using Routing.Features.Text;
using Routing.Tests.Features.Text.Plain;
using Routing.Tests.Golden;

namespace Routing.Tests.Features.Text;

/// <summary>What reads many characters, or asks many trees, at a time must find what the plain way finds.</summary>
public class PlainComparisonTests
{
    private static readonly string[] Pieces =
    [
        "a", "Z", " ", "  ", "\n", "\t", ".", "'", "'s", "don't", "é", "É", "漢字", "\uD800", "3", "3.5", "1,000", "A. ", "\n(B) ", "x==y", "->", "`",
        "Foo.bar", "(C) ", "A) ", "'A.", "éA.", "\r\n", "?", "\"", "abcdefgh", "abcdefghi", "ABCDEFGHIJKLMNOPQ", new string('q', 55), new string('q', 56), new string('q', 57),
        new string('W', 130), "\0", "\u00A0", "ǅ", "ß", "ÿ", "ŉ",
    ];

    [Fact]
    public void Scans_count_alike_whatever_the_text()
    {
        var pieces = Gen.Elements(Pieces.Concat(GoldenWords.All).ToArray()).ListOf().Select(all => string.Concat(all)).ToArbitrary();
        Prop.ForAll(pieces, AreAlike).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => AreAlike(text ?? "")).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Scans_count_alike_wherever_a_text_ends()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => Pieces[i * 7 % Pieces.Length] + " word "));
        for (var length = 0; length < text.Length; length++)
        {
            Assert.True(AreAlike(text[..length]), $"at {length}");
        }
    }

    [Fact]
    public void Scans_count_alike_however_many_words_there_are()
    {
        // A batch takes 256 words, and a pair may have its words in two.
        for (var words = 240; words < 560; words++)
        {
            var text = string.Concat(Enumerable.Range(0, words).Select(i => i % 251 == 250 ? "end. " : i % 7 == 0 ? "Tree " : "of "));
            Assert.True(AreAlike(text), $"of {words} words");
        }
    }

    [Fact]
    public void Trees_asked_together_say_what_each_says()
    {
        var weights = ClassifierWeights.Embedded;
        var random = new Random(1);
        var dense = new int[DenseFeatures.Count];
        var nodes = new[] { weights.WithinTrees, weights.BetweenTrees, weights.DifficultyTrees }.SelectMany(trees => trees.Nodes).ToArray();
        for (var i = 0; i < 3_000; i++)
        {
            Array.Clear(dense);
            for (var n = 0; n < 200; n++)
            {
                // On a threshold, beside it, or far from it.
                var node = nodes[random.Next(nodes.Length)];
                dense[node.Feature] = random.Next(8) == 0 ? random.Next(int.MinValue, int.MaxValue) : node.Threshold + random.Next(-1, 2);
            }

            Assert.Equal(
                (weights.WithinTrees.Predict(dense), weights.BetweenTrees.Predict(dense), weights.DifficultyTrees.Predict(dense)),
                weights.Ensembles.Predict(dense));
        }
    }

    private static bool AreAlike(string text)
    {
        var (counts, plain) = (new TraitCounts(), new TraitCounts());
        var (sums, plainSums) = (new NgramSums(ClassifierWeights.Embedded), new NgramSums(ClassifierWeights.Embedded));
        new PromptScan<NgramSums>(ref counts, ref sums).Read(text);
        new PlainScan<NgramSums>(ref plain, ref plainSums).Read(text);

        Span<int> of = stackalloc int[ClassifierWeights.Heads];
        Span<int> ofPlain = stackalloc int[ClassifierWeights.Heads];
        sums.CopyTo(of);
        plainSums.CopyTo(ofPlain);
        return of.SequenceEqual(ofPlain)
            && (sums.Tokens, sums.FamiliarityMillis) == (plainSums.Tokens, plainSums.FamiliarityMillis)
            && Read(counts).SequenceEqual(Read(plain));
    }

    private static int[] Read(TraitCounts counts) =>
    [
        .. Enumerable.Range(0, (int)Trait.Count).Select(trait => counts[(Trait)trait]),
        .. Enumerable.Range(1, (int)Hint.Count - 1).Select(hint => counts[(Hint)hint]),
    ];
}
