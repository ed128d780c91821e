namespace Routing.Features.Text;

/// <summary>Brings together what heads, trees and rules say of a prompt. Whole numbers from end to end.</summary>
internal static class EstimateScores
{
    private const int Thousand = 1_000;

    // A single head may be confused by an odd prompt; none may shout down the others.
    private const int Limit = 3 * Thousand;

    public static PromptEstimate From(in TraitCounts counts, ref NgramSums ngrams, ClassifierWeights weights)
    {
        Span<int> dense = stackalloc int[DenseFeatures.Count];
        DenseFeatures.Fill(in counts, dense);
        Span<int> heads = stackalloc int[ClassifierWeights.Heads];
        Heads(ref ngrams, weights, heads);

        Span<int> parts = stackalloc int[Parts.Count];
        Parts.Fill(in counts, dense, heads, weights, parts);
        var score = Mix(parts, ngrams.FamiliarityMillis, weights);
        var rank = Rank(weights.ScoreRanks, score);
        return new()
        {
            Version = weights.Version,
            Score = score,
            DifficultyMillis = RankMillis(weights.ScoreRanks, score),
            GainMillis = weights.GainAtRank[rank],
            FailureMillis = weights.FailureAtRank[Rank(weights.DifficultyRanks, parts[Parts.Difficulty] + parts[Parts.Rules])],
            FamiliarityMillis = ngrams.FamiliarityMillis,
            Capabilities = Confidences(in counts, heads, weights),
            Languages = PromptOutline.Languages(in counts),
            Question = PromptOutline.Question(in counts),
            Structure = PromptOutline.Structure(in counts),
            Conditions = counts[Hint.Condition],
        };
    }

    /// <summary>The score from its parts.</summary>
    public static int Mix(ReadOnlySpan<int> parts, int familiarityMillis, ClassifierWeights weights)
    {
        var mix = weights.Mix;
        var trust = weights.Trust[Math.Clamp(familiarityMillis / 10, 0, 100)];
        var always = ((long)mix[(int)GainMix.WithinTrees] * parts[Parts.WithinTrees])
            + ((long)mix[(int)GainMix.WithinWords] * parts[Parts.WithinWords])
            + ((long)mix[(int)GainMix.Length] * parts[Parts.Length])
            + ((long)mix[(int)GainMix.Rules] * parts[Parts.Rules]);
        var familiar = ((long)mix[(int)GainMix.BetweenWords] * parts[Parts.BetweenWords])
            + ((long)mix[(int)GainMix.BetweenTrees] * parts[Parts.BetweenTrees]);
        var unfamiliar = ((long)mix[(int)GainMix.UnfamiliarRules] * parts[Parts.Rules])
            + ((long)mix[(int)GainMix.UnfamiliarDifficulty] * parts[Parts.Difficulty]);

        // Kept a thousand times finer than the parts, so that prompts seldom tie.
        return (int)(((always * Thousand) + (familiar * trust) + (unfamiliar * (Thousand - trust))) / Thousand);
    }

    private static void Heads(ref NgramSums ngrams, ClassifierWeights weights, Span<int> heads)
    {
        ngrams.CopyTo(heads);
        var root = Math.Max(SquareRoot((long)ngrams.Tokens << 16), 1);
        for (var head = 0; head < ClassifierWeights.UsedHeads; head++)
        {
            heads[head] = (int)Math.Clamp((heads[head] * weights.HeadScales[head] / root) + weights.HeadOffsets[head], -Limit, Limit);
        }
    }

    private static CapabilityConfidences Confidences(in TraitCounts counts, ReadOnlySpan<int> heads, ClassifierWeights weights)
    {
        Span<int> rules = stackalloc int[CapabilityConfidences.Count];
        CapabilityRules.Score(in counts, rules);
        var confidences = new CapabilityConfidences();
        for (var i = 0; i < rules.Length; i++)
        {
            var (learned, ruled, offset) = (weights.CapabilityMix[3 * i], weights.CapabilityMix[(3 * i) + 1], weights.CapabilityMix[(3 * i) + 2]);
            var logit = ((((long)learned * heads[ClassifierWeights.FirstCapabilityHead + i]) + ((long)ruled * rules[i])) / Thousand) + offset;
            confidences[i] = Logistic.Millis((int)Math.Clamp(logit, -8 * Thousand, 8 * Thousand));
        }

        Touch(ref confidences);
        return confidences;
    }

    // Work that rests on other work touches on it: programs on logic and calculation, mathematics on logic.
    private static void Touch(ref CapabilityConfidences confidences)
    {
        const int Clear = 500;
        const int Touched = 300;
        if (confidences[PromptCapability.Code] >= Clear)
        {
            confidences[PromptCapability.Mathematical] = Math.Max(confidences[PromptCapability.Mathematical], Touched);
            confidences[PromptCapability.Logical] = Math.Max(confidences[PromptCapability.Logical], Touched);
        }
        else if (confidences[PromptCapability.Mathematical] >= Clear)
        {
            confidences[PromptCapability.Logical] = Math.Max(confidences[PromptCapability.Logical], Touched);
        }
    }

    // Where a value stands among rising edges.
    private static int Rank(int[] edges, int value)
    {
        var found = Array.BinarySearch(edges, value);
        return Math.Min(found >= 0 ? found : ~found, edges.Length - 1);
    }

    private static int RankMillis(int[] edges, int value)
    {
        var found = Array.BinarySearch(edges, value);
        var above = found >= 0 ? found : ~found;
        if (above == 0)
        {
            return 0;
        }

        if (above == edges.Length)
        {
            return Score.Highest;
        }

        var (low, high) = (edges[above - 1], edges[above]);
        var part = high == low ? 0 : (long)(value - low) * Thousand / (high - low);
        return (int)((((long)(above - 1) * Thousand) + part) * Score.Highest / ((edges.Length - 1) * Thousand));
    }

    private static long SquareRoot(long value)
    {
        // Exact for what fits: the correction below removes any difference in rounding between machines.
        var root = (long)Math.Sqrt(value);
        while (root * root > value)
        {
            root--;
        }

        while ((root + 1) * (root + 1) <= value)
        {
            root++;
        }

        return root;
    }
}
