using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>What the classifier makes of a prompt. Whole numbers, equal on every machine; the prompt itself is not in it.</summary>
public readonly record struct PromptEstimate
{
    /// <summary>Below this a capability is not mentioned at all.</summary>
    private const int Faint = 250;

    /// <summary>From this on a capability counts as what the prompt asks for.</summary>
    private const int Clear = 500;

    /// <summary>The training run that judged, see <see cref="PromptClassifier.Version"/>.</summary>
    public int Version { get; init; }

    /// <summary>Where prompts stand in order of how much a strong model helps; no unit, any two can be compared.</summary>
    public int Score { get; init; }

    /// <summary>How hard the prompt is among prompts in general, in thousandths: 0 to 10,000.</summary>
    public int DifficultyMillis { get; init; }

    /// <summary>Probability, in thousandths, that a strong model answers better than a cheap one.</summary>
    public int GainMillis { get; init; }

    /// <summary>Probability, in thousandths, that a cheap model fails.</summary>
    public int FailureMillis { get; init; }

    /// <summary>How much of the prompt resembles what the classifier was trained on, in thousandths of its pairs of words.</summary>
    public int FamiliarityMillis { get; init; }

    /// <summary>Confidence per capability, in thousandths.</summary>
    public CapabilityConfidences Capabilities { get; init; }

    /// <summary>Programming languages that it names or is written in.</summary>
    public CodeLanguages Languages { get; init; }

    /// <summary>What kind of question it puts.</summary>
    public QuestionType Question { get; init; }

    /// <summary>What it is made of besides sentences.</summary>
    public PromptStructure Structure { get; init; }

    /// <summary>Words in it that set conditions: if, unless, otherwise, …</summary>
    public int Conditions { get; init; }

    /// <summary>What the prompt asks for: whatever is clear, else what is most likely, else conversation.</summary>
    public ImmutableArray<PromptCapability> Labels
    {
        get
        {
            var clear = Above(Clear);
            return clear.IsEmpty ? [Strongest] : clear;
        }
    }

    /// <summary>What is most likely asked for; conversation when nothing stands out.</summary>
    public PromptCapability Strongest
    {
        get
        {
            var best = PromptCapability.Conversational;
            for (var i = 0; i < CapabilityConfidences.Count; i++)
            {
                if (Capabilities[i] > Capabilities[best])
                {
                    best = (PromptCapability)i;
                }
            }

            return best;
        }
    }

    /// <summary>What the prompt asks for and what it touches on; empty when nothing stands out.</summary>
    public ImmutableArray<PromptCapability> Detected => Above(Faint);

    private ImmutableArray<PromptCapability> Above(int confidence)
    {
        var set = 0;
        for (var i = 0; i < CapabilityConfidences.Count; i++)
        {
            set |= Capabilities[i] >= confidence ? 1 << i : 0;
        }

        return CapabilitySets.Of(set);
    }
}
