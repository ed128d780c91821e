namespace Routing.Features;

/// <summary>How long an answer is expected to get: a share of the prompt within bounds, in tokens.</summary>
/// <param name="InputShareMillis">Tokens of the answer to a thousand tokens of the prompt.</param>
/// <param name="Least">No answer of this kind is expected to be shorter.</param>
/// <param name="Most">Nor longer.</param>
public readonly record struct OutputLength(int InputShareMillis, int Least, int Most)
{
    /// <summary>By the intent of the step. Our own figures: orders of magnitude for choosing, not for billing.</summary>
    public static OutputLength Of(string intent) => intent switch
    {
        Intents.Extract => new(100, 32, 1_024),
        Intents.Summarize => new(200, 64, 1_024),
        Intents.Generate => new(500, 400, 2_048),
        Intents.Transform => new(1_000, 64, 8_192),
        Intents.Conditional => new(0, 16, 64),
        _ => Usual,
    };

    /// <summary>By what the prompt mostly asks for; null where nobody judged it.</summary>
    public static OutputLength Of(PromptCapability? capability) => capability switch
    {
        PromptCapability.Code => new(500, 500, 2_048),
        PromptCapability.Mathematical or PromptCapability.Logical => new(0, 500, 500),
        PromptCapability.Factual => new(0, 200, 200),
        PromptCapability.Creative => new(0, 700, 700),
        PromptCapability.Conversational => new(0, 150, 150),
        PromptCapability.Extraction => new(100, 64, 1_024),
        PromptCapability.Translation => new(1_000, 32, 8_192),
        _ => Usual,
    };

    private static OutputLength Usual => new(250, 300, 1_024);

    /// <summary>Tokens expected of the answer to a prompt of so many.</summary>
    public int For(int inputTokens) => (int)Math.Clamp((long)inputTokens * InputShareMillis / 1_000, Least, Most);
}
