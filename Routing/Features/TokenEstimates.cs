using Routing.Catalog;

namespace Routing.Features;

/// <summary>
/// Guesses how many tokens a request is for the models of a family. Good enough to choose and to warn; marked as estimated wherever
/// it is stored, and no bound to reserve money by.
/// </summary>
public static class TokenEstimates
{
    // Role, separators and the like around each turn.
    private const int TokensPerMessage = 4;

    /// <summary>Tokens of the prompt with its tools and images, for one family of models.</summary>
    public static int InputTokens(RequestFeatures features, TokenFamily family)
    {
        ArgumentNullException.ThrowIfNull(features);

        // Whoever gave a number and no sizes has counted by other means.
        return features.PromptBytes == 0 && features.ToolBytes == 0 && features.ImageCount == 0
            ? features.EstimatedInputTokens
            : InputTokens(new PromptSizes(features.PromptCharacters, features.PromptBytes, features.ToolBytes, features.MessageCount, features.ImageCount), family);
    }

    /// <summary>The same for a deployment, by the name of its model.</summary>
    public static int InputTokens(RequestFeatures features, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return InputTokens(features, deployment.TokenFamily);
    }

    /// <summary>The same from sizes alone.</summary>
    public static int InputTokens(in PromptSizes sizes, TokenFamily family)
    {
        var factors = TokenFactors.Of(family);

        // A character of three bytes has two more than its one unit of UTF-16; so has half of a surrogate pair's four.
        var wide = Math.Clamp((sizes.Bytes - sizes.Characters) / 2, 0, sizes.Characters);
        var text = ((long)(sizes.Characters - wide + sizes.ToolBytes) * factors.Latin) + ((long)wide * factors.Wide);
        var tokens = ((text + 999) / 1_000) + ((long)sizes.Messages * TokensPerMessage) + ((long)sizes.Images * factors.Image);
        return (int)Math.Min(tokens, int.MaxValue);
    }
}
