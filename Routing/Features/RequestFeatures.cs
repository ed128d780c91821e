using Routing.Catalog;

namespace Routing.Features;

/// <summary>What a request looks like from outside. Everything the decision learns of the conversation is here; the text itself is not.</summary>
public sealed record RequestFeatures
{
    /// <summary>Tokens of the prompt, estimated.</summary>
    public int EstimatedInputTokens { get; init; }

    /// <summary>What the request cannot do without: streaming, tools, vision, a JSON schema.</summary>
    public Capabilities RequiredCapabilities { get; init; }

    /// <summary>Longest answer the caller accepts, in tokens; null when the caller left it open.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Turns of the conversation, all roles.</summary>
    public int MessageCount { get; init; }

    /// <summary>Characters of all turns together.</summary>
    public int PromptCharacters { get; init; }

    /// <summary>Tools the model may call.</summary>
    public int ToolCount { get; init; }

    /// <summary>What the classifier makes of the text; null when there is none to judge.</summary>
    public PromptEstimate? Prompt { get; init; }
}
