using System.Collections.Immutable;

namespace Providers.Chat;

/// <summary>How an answer is sampled and bounded. What is null is left to the tier, then to the provider.</summary>
public sealed record SamplingParameters
{
    /// <summary>Longest answer in tokens.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Randomness, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>Seed for repeatable sampling.</summary>
    public long? Seed { get; init; }

    /// <summary>Penalty for repeated words, -2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Penalty for repeated topics, -2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Whether several tools may be called in one turn.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>How hard to think: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, …</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Answers wanted to the same question, at least 1; null for one.</summary>
    public int? Choices { get; init; }

    /// <summary>Whether it is to be told how likely each token of the answer was.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>How many of the likeliest tokens are to be told at each place; null leaves it to the provider.</summary>
    public int? TopLogProbabilities { get; init; }
}
