namespace Routing.Features;

/// <summary>How a family of models cuts text and images into tokens.</summary>
/// <param name="Latin">Thousandths of a token to a character of one or two bytes.</param>
/// <param name="Wide">Thousandths of a token to a character of three bytes: Chinese, Japanese, Korean.</param>
/// <param name="Image">Tokens to an image of about a megapixel.</param>
public readonly record struct TokenFactors(int Latin, int Wide, int Image)
{
    /// <summary>
    /// The factors of a family, as its makers state them; where they state only some, the rest is the common middle.
    /// They hold for running text; a counter of the maker's own is exact.
    /// </summary>
    public static TokenFactors Of(TokenFamily family) => family switch
    {
        // "1 token ~= 4 chars in English" (help.openai.com, "What are tokens and how to count them?"); 765 tokens to a 1024 × 1024 image in high
        // detail (platform.openai.com/docs, "Images and vision").
        TokenFamily.OpenAi => new(250, 750, 765),

        // "approximately 3.5 English characters" (Anthropic's glossary); an image takes width × height / 750 tokens (its page on vision).
        TokenFamily.Claude => new(286, 1_000, 1_333),

        // "a token is equivalent to about 4 characters"; 258 tokens to an image tile (ai.google.dev/gemini-api/docs/tokens).
        TokenFamily.Gemini => new(250, 670, 258),

        // "1 English character ≈ 0.3 token, 1 Chinese character ≈ 0.6 token" (api-docs.deepseek.com, "Token & Token Usage").
        TokenFamily.DeepSeek => new(300, 600, Plain.Image),

        // Three to four letters, or 1.5 to 1.8 Chinese characters, to the token (Alibaba Cloud's Model Studio).
        TokenFamily.Qwen => new(286, 606, Plain.Image),

        // Three to four letters, or 1.5 to 2 Chinese characters, to the token (platform.moonshot.ai, on prices).
        TokenFamily.Kimi => new(286, 571, Plain.Image),

        // No figure of their makers: 128,000 entries in the vocabulary, as OpenAI's before o200k.
        TokenFamily.Llama => new(250, 800, Plain.Image),

        // No figure of their makers: 32,000 to 131,000 entries.
        TokenFamily.Mistral => new(270, 900, Plain.Image),
        _ => Plain,
    };

    // Four bytes to the token: English about 4 characters, Chinese about 1.3.
    private static TokenFactors Plain => new(250, 750, 800);
}
