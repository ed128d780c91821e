using Routing.Features;
using Routing.Money;

namespace Providers.Chat;

/// <summary>Guesses token counts where nobody has counted, by the factors of <see cref="TokenFactors"/>. Marked as estimated wherever it is stored.</summary>
public static class TokenEstimator
{
    private const int BytesPerToken = 4;

    /// <summary>Tokens of a prompt with its tools and images.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="family">Whose tokens; unknown for the common middle.</param>
    public static int InputTokens(ChatFacts facts, TokenFamily family = TokenFamily.Unknown)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return TokenEstimates.InputTokens(
            new PromptSizes(facts.PromptCharacters, facts.PromptBytes, facts.ToolBytes, facts.MessageCount, facts.ImageCount), family);
    }

    /// <summary>Tokens of a text.</summary>
    /// <param name="bytes">Its length in UTF-8.</param>
    public static long TextTokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>Usage of an answer whose provider reported none.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="answerBytes">Length of what was answered, in bytes of UTF-8.</param>
    /// <param name="family">Whose tokens; unknown for the common middle.</param>
    public static TokenUsage Usage(ChatFacts facts, long answerBytes, TokenFamily family = TokenFamily.Unknown) => new()
    {
        InputTokens = InputTokens(facts, family),
        OutputTokens = TextTokens(answerBytes),
        Estimated = true,
    };
}
