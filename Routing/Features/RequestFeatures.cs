using Routing.Catalog;

namespace Routing.Features;

/// <summary>What a request looks like from outside. Everything the decision learns of the conversation is here; the text itself is not.</summary>
public sealed record RequestFeatures
{
    internal const long OneInput = 1_000;

    /// <summary>Tokens of the prompt, estimated for a model of no particular family; see <see cref="TokenEstimates"/>.</summary>
    public int EstimatedInputTokens { get; init; }

    /// <summary>
    /// All inputs together in thousandths of the longest, where each has the model's window to itself, as texts to be turned into
    /// vectors have: what costs beyond what must fit. 1000 for a conversation.
    /// </summary>
    public long InputMillis { get; init; } = OneInput;

    /// <summary>What the request cannot do without: streaming, tools, vision, a JSON schema.</summary>
    public Capabilities RequiredCapabilities { get; init; }

    /// <summary>Longest answer the caller accepts, in tokens; null when the caller left it open.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Answers asked for; the longest answer holds for each of them.</summary>
    public int AnswerCount { get; init; } = 1;

    /// <summary>Turns of the conversation, all roles.</summary>
    public int MessageCount { get; init; }

    /// <summary>Characters of all turns together.</summary>
    public int PromptCharacters { get; init; }

    /// <summary>The same in bytes of UTF-8; 0 when nobody counted.</summary>
    public int PromptBytes { get; init; }

    /// <summary>Tools the model may call.</summary>
    public int ToolCount { get; init; }

    /// <summary>Bytes of the definitions of these tools and of schemas, which are input as well.</summary>
    public int ToolBytes { get; init; }

    /// <summary>Images in the messages.</summary>
    public int ImageCount { get; init; }

    /// <summary>Bytes that are material rather than task: what tools have answered.</summary>
    public long DataBytes { get; init; }

    /// <summary>What the messages are made of.</summary>
    public Modalities Modalities { get; init; }

    /// <summary>What the classifier makes of the text; null when there is none to judge.</summary>
    public PromptEstimate? Prompt { get; init; }
}
