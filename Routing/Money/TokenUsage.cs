namespace Routing.Money;

/// <summary>Tokens that one answer took.</summary>
public readonly record struct TokenUsage
{
    /// <summary>Tokens of the prompt, those read from or written to the provider's cache included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider read from its cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider wrote to its cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Part of <see cref="OutputTokens"/> spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Whether the provider reported nothing and the figures are our estimate.</summary>
    public bool Estimated { get; init; }

    /// <summary>Input and output together.</summary>
    public long TotalTokens => InputTokens + OutputTokens;
}
