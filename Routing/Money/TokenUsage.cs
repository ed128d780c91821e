namespace Routing.Money;

/// <summary>Tokens that one answer took.</summary>
public readonly record struct TokenUsage
{
    private const long Most = 10_000_000_000;

    /// <summary>Tokens of the prompt, those read from or written to the provider's cache included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider read from its cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider wrote to its cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Part of <see cref="CacheWriteTokens"/> that the provider keeps for an hour rather than minutes, at a higher rate.</summary>
    public long HourCacheWriteTokens { get; init; }

    /// <summary>Part of <see cref="OutputTokens"/> spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Whether the provider reported nothing and the figures are our estimate.</summary>
    public bool Estimated { get; init; }

    /// <summary>What the provider itself says it charges; null where it says nothing.</summary>
    public NanoDollars? ReportedCost { get; init; }

    /// <summary>Input and output together.</summary>
    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>Part of <see cref="InputTokens"/> that was neither read from nor written to a cache.</summary>
    public long FreshInputTokens => InputTokens - CachedInputTokens - CacheWriteTokens;

    /// <summary>Whether the counts can be true: none is negative or beyond ten billion, and no part exceeds its whole.</summary>
    public bool IsPlausible =>
        InputTokens is >= 0 and <= Most && OutputTokens is >= 0 and <= Most
        && CachedInputTokens >= 0 && CacheWriteTokens >= 0 && FreshInputTokens >= 0
        && HourCacheWriteTokens >= 0 && HourCacheWriteTokens <= CacheWriteTokens
        && ReasoningTokens >= 0 && ReasoningTokens <= OutputTokens;
}
