using System.Collections.Immutable;
using Routing.Money;

namespace Providers.Chat;

/// <summary>What one event adds to a streamed answer.</summary>
public sealed record ChatDelta
{
    /// <summary>Adds nothing.</summary>
    public static readonly ChatDelta Empty = new();

    /// <summary>Next piece of text.</summary>
    public string? Text { get; init; }

    /// <summary>Next piece of the model's thoughts.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Next piece of a refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>Beginnings and continuations of tool calls.</summary>
    public ImmutableArray<ToolCallDelta> ToolCalls { get; init; } = [];

    /// <summary>Why the answer ended; null before its end.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>Tokens as the provider counted them; null in most events.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>How likely the tokens of the text were; empty where that was not asked for or is not told.</summary>
    public ImmutableArray<TokenLogProbability> LogProbabilities { get; init; } = [];

    /// <summary>Which of several answers it adds to, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What the same event adds to answers beside the first one.</summary>
    public ImmutableArray<ChatDelta> Others { get; init; } = [];

    /// <summary>Whether the caller gets to see anything of it: text, thoughts, a refusal or part of a tool call.</summary>
    public bool IsContent => Text is { Length: > 0 } || Reasoning is { Length: > 0 } || Refusal is { Length: > 0 } || ToolCalls.Length > 0;
}
