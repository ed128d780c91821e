using System.Collections.Immutable;
using Routing.Money;

namespace Providers.Chat;

/// <summary>A whole answer, free of any wire format. Its texts may stand in the body it was read from, and are good as long as that is.</summary>
public sealed record ChatAnswer
{
    /// <summary>The provider's name for the answer; null where it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public string? Model { get; init; }

    /// <summary>What was said; null when only tools were called.</summary>
    public ChatText? Text { get; init; }

    /// <summary>The model's thoughts, where it shows them.</summary>
    public ChatText? Reasoning { get; init; }

    /// <summary>Why the model declined; null when it did not.</summary>
    public ChatText? Refusal { get; init; }

    /// <summary>Tools called.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Why the answer ended; null where the provider does not say.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>Tokens as the provider counted them; null when it reported none.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>How likely the tokens of the text were; empty where that was not asked for or is not told.</summary>
    public ImmutableArray<TokenLogProbability> LogProbabilities { get; init; } = [];

    /// <summary>Further answers to the same question, where several were asked for; the tokens of all are counted in this one.</summary>
    public ImmutableArray<ChatAnswer> Others { get; init; } = [];
}
