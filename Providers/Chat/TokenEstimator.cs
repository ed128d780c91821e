using Routing.Money;

namespace Providers.Chat;

/// <summary>
/// Guesses token counts where nobody has counted. Tokenizers differ from model to model; four bytes of UTF-8 to the token is
/// their common middle (English about 4 characters, Chinese and Japanese about 1.3). Good enough to choose and to warn, marked as
/// estimated wherever it is stored, and no bound to reserve money by.
/// </summary>
public static class TokenEstimator
{
    private const int BytesPerToken = 4;

    // Role, separators and the like around each turn.
    private const int TokensPerMessage = 4;

    // A megapixel image takes 765 tokens with OpenAI, about 1,300 with Anthropic, 258 with Gemini.
    private const int TokensPerImage = 800;

    /// <summary>Tokens of a prompt with its tools and images.</summary>
    public static int InputTokens(ChatFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var tokens = TextTokens((long)facts.PromptBytes + facts.ToolBytes)
            + ((long)facts.MessageCount * TokensPerMessage)
            + ((long)facts.ImageCount * TokensPerImage);
        return (int)Math.Min(tokens, int.MaxValue);
    }

    /// <summary>Tokens of a text.</summary>
    /// <param name="bytes">Its length in UTF-8.</param>
    public static long TextTokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>Usage of an answer whose provider reported none.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="answerBytes">Length of what was answered, in bytes of UTF-8.</param>
    public static TokenUsage Usage(ChatFacts facts, long answerBytes) => new()
    {
        InputTokens = InputTokens(facts),
        OutputTokens = TextTokens(answerBytes),
        Estimated = true,
    };
}
