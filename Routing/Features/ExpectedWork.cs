namespace Routing.Features;

/// <summary>
/// What a request is expected to take: the capabilities it draws on and how long its answer gets. The text says most; the intent of
/// the step, where it is known, comes first.
/// </summary>
public static class ExpectedWork
{
    private const int Whole = 1_000;

    /// <summary>Tokens of one answer: what the intent, else the kind of prompt, lets expect; never more than the caller accepts.</summary>
    /// <param name="features">The request.</param>
    /// <param name="intent">One of <see cref="Intents"/>; null when nobody said.</param>
    public static int OutputTokens(RequestFeatures features, string? intent)
    {
        ArgumentNullException.ThrowIfNull(features);
        var length = intent is null ? OutputLength.Of(MostLikely(features)) : OutputLength.Of(intent);
        var expected = length.For(features.EstimatedInputTokens);
        return features.MaxOutputTokens is { } most ? Math.Min(expected, most) : expected;
    }

    /// <summary>Tokens of all the answers asked for, when each takes so many; where that is beyond counting, the largest number there is.</summary>
    public static int AllAnswers(RequestFeatures features, int tokens)
    {
        ArgumentNullException.ThrowIfNull(features);
        return (int)Math.Min((long)tokens * Math.Max(features.AnswerCount, 1), int.MaxValue);
    }

    /// <summary>Confidence per capability, in thousandths: the prompt's, raised where the intent of the step speaks for one.</summary>
    /// <inheritdoc cref="OutputTokens"/>
    public static CapabilityConfidences Capabilities(RequestFeatures features, string? intent)
    {
        ArgumentNullException.ThrowIfNull(features);
        var confidences = features.Prompt?.Capabilities ?? default;
        if (PriorOf(intent) is var (capability, prior) && prior > 0)
        {
            // Two independent hints: wrong only where both are.
            confidences[capability] = Whole - ((Whole - confidences[capability]) * (Whole - prior) / Whole);
        }

        return confidences;
    }

    private static (PromptCapability Capability, int Prior) PriorOf(string? intent) => intent switch
    {
        Intents.Extract => (PromptCapability.Extraction, 700),
        Intents.Summarize => (PromptCapability.Extraction, 500),
        Intents.Generate => (PromptCapability.Creative, 400),
        Intents.Transform => (PromptCapability.Translation, 300),
        Intents.Conditional => (PromptCapability.Logical, 500),
        _ => default,
    };

    private static PromptCapability? MostLikely(RequestFeatures features) =>
        features.Prompt is { } prompt ? prompt.Strongest : null;
}
