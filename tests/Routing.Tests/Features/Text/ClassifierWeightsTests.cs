using Routing.Features;
using Routing.Features.Text;

namespace Routing.Tests.Features.Text;

public class ClassifierWeightsTests
{
    [Fact]
    public void The_embedded_weights_fit_the_code_that_reads_them()
    {
        var weights = ClassifierWeights.Embedded;

        Assert.Equal(PromptClassifier.Version, weights.Version);
        Assert.Equal(ClassifierWeights.Heads, weights.HeadScales.Length);
        Assert.Equal(101, weights.Trust.Length);
        Assert.Equal(Enum.GetValues<GainMix>().Length, weights.Mix.Length);
        Assert.Equal(3 * CapabilityConfidences.Count, weights.CapabilityMix.Length);
        Assert.True(int.PopCount(weights.Rows.Length) == 1);
        foreach (var trees in new[] { weights.WithinTrees, weights.BetweenTrees, weights.DifficultyTrees })
        {
            Assert.All(trees.Nodes, node => Assert.InRange(node.Feature, 0, DenseFeatures.Count - 1));
        }
    }

    [Fact]
    public void Ranks_and_what_was_observed_at_them_rise()
    {
        var weights = ClassifierWeights.Embedded;
        foreach (var values in new[] { weights.ScoreRanks, weights.GainAtRank, weights.DifficultyRanks, weights.FailureAtRank, weights.Trust })
        {
            Assert.Equal(values.Order(), values);
        }
    }

    [Fact]
    public void What_is_written_reads_back_and_judges_alike()
    {
        using var file = new MemoryStream();
        ClassifierWeights.Embedded.Write(file);
        file.Position = 0;
        var copy = ClassifierWeights.Read(file);

        foreach (var prompt in new[] { "hello", "Solve x^2 = 4.", "Write a poem about rain." })
        {
            Assert.Equal(PromptClassifier.Estimate(prompt), PromptClassifier.Estimate(prompt, copy));
        }
    }

    [Fact]
    public void Another_file_is_refused()
    {
        using var file = new MemoryStream([.. "GIF89a, and then some bytes"u8]);

        Assert.Throws<InvalidDataException>(() => ClassifierWeights.Read(file));
    }
}
