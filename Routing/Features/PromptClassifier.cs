using Routing.Features.Text;

namespace Routing.Features;

/// <summary>
/// Estimates, from the text of a prompt alone, how hard it is and what it asks for. A trained model of half a megabyte inside the library:
/// one pass over the text, no allocation, no call to anything.
/// </summary>
public static class PromptClassifier
{
    /// <summary>Above twice this many characters only the first and the last of so many are read closely.</summary>
    public const int EndLength = 16 * 1024;

    /// <summary>Names the training run that is embedded; changes whenever equal prompts may be judged differently.</summary>
    public static int Version => ClassifierWeights.Embedded.Version;

    /// <summary>Judges a prompt. Time in proportion to its length, bounded for very long ones.</summary>
    public static PromptEstimate Estimate(ReadOnlySpan<char> prompt) => Estimate(prompt, ClassifierWeights.Embedded);

    internal static PromptEstimate Estimate(ReadOnlySpan<char> prompt, ClassifierWeights weights)
    {
        var counts = new TraitCounts();
        var sums = new NgramSums(weights);
        PromptText.Scan(prompt, ref counts, ref sums);
        return EstimateScores.From(in counts, ref sums, weights);
    }
}
