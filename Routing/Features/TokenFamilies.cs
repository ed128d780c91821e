namespace Routing.Features;

/// <summary>Tells a model's token family by its name.</summary>
public static class TokenFamilies
{
    // The first that occurs in the name counts: "deepseek-r1-distill-llama-70b" cuts like Llama.
    private static readonly (string Part, TokenFamily Family)[] Names =
    [
        ("distill-llama", TokenFamily.Llama), ("distill-qwen", TokenFamily.Qwen), ("nemotron", TokenFamily.Llama),
        ("claude", TokenFamily.Claude), ("gemini", TokenFamily.Gemini), ("gemma", TokenFamily.Gemini),
        ("deepseek", TokenFamily.DeepSeek), ("kimi", TokenFamily.Kimi), ("moonshot", TokenFamily.Kimi),
        ("qwen", TokenFamily.Qwen), ("qwq", TokenFamily.Qwen), ("llama", TokenFamily.Llama),
        ("mistral", TokenFamily.Mistral), ("mixtral", TokenFamily.Mistral), ("ministral", TokenFamily.Mistral), ("codestral", TokenFamily.Mistral),
        ("gpt", TokenFamily.OpenAi), ("o1-", TokenFamily.OpenAi), ("o3", TokenFamily.OpenAi), ("o4-", TokenFamily.OpenAi),
    ];

    /// <summary>The family of a model by its upstream or canonical name; <see cref="TokenFamily.Unknown"/> when the name says nothing.</summary>
    public static TokenFamily Of(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (part, family) in Names)
        {
            if (model.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return TokenFamily.Unknown;
    }
}
