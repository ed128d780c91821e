using FsCheck;
using FsCheck.Fluent;
using Routing.Features.Text;

namespace Routing.Tests.Features.Text;

public class PromptScanTests
{
    [Theory]
    [InlineData("Two words.", Trait.Words, 2)]
    [InlineData("don't isn't", Trait.Words, 2)]
    [InlineData("One. Two? Three!", Trait.Sentences, 3)]
    [InlineData("no full stop", Trait.Sentences, 1)]
    [InlineData("3 and 14 and 1,000.50", Trait.Numbers, 3)]
    [InlineData("3 and 14 and 1,000.50", Trait.Decimals, 2)]
    [InlineData("Pick one:\nA. red\nB. green\nC) blue", Trait.Options, 3)]
    [InlineData("Plan A. Then plan B. Done.", Trait.Options, 0)]
    [InlineData("Pick:\nA. 12\nB. 15\nC. many of them", Trait.NumericOptions, 2)]
    [InlineData("x == y && foo() => bar.baz", Trait.CodeMarks, 4)]
    [InlineData("a\n\n  b\n", Trait.BlankLines, 1)]
    [InlineData("a\n\n  b\n", Trait.IndentedLines, 1)]
    [InlineData("We met Ada and Grace.", Trait.Names, 2)]
    [InlineData("NASA and ESA", Trait.AllCaps, 2)]
    [InlineData("Écrivez en français", Trait.Words, 3)]
    [InlineData("why would you write code", Trait.WordWhy, 1)]
    [InlineData("translate this", Trait.OpensWithTranslate, 1)]
    [InlineData("the word translate comes late", Trait.OpensWithTranslate, 1)]
    [InlineData("the little word translate comes late", Trait.OpensWithTranslate, 0)]
    public void Counts_what_it_reads(string text, object trait, int expected)
    {
        Assert.Equal(expected, Scan(text)[(Trait)trait]);
    }

    [Fact]
    public void Every_text_has_counts_that_are_not_negative_and_no_more_words_than_characters()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var counts = Scan(text ?? "");
            return Enumerable.Range(0, (int)Trait.Count).All(trait => counts[trait] >= 0) && counts[Trait.Words] <= (text ?? "").Length;
        }).QuickCheckThrowOnFailure();
    }

    private static TraitCounts Scan(string text)
    {
        var counts = new TraitCounts();
        var sink = new NgramSums(ClassifierWeights.Embedded);
        var scan = new PromptScan<NgramSums>(ref counts, ref sink);
        scan.Read(text);
        return counts;
    }
}
