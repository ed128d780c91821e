using System.Collections.Immutable;

namespace Providers.Chat;

/// <summary>One turn of a conversation.</summary>
public sealed record ChatMessage
{
    /// <summary>Who speaks.</summary>
    public required ChatRole Role { get; init; }

    /// <summary>What is said, in order; empty for a turn that only calls tools.</summary>
    public ImmutableArray<ContentPart> Content { get; init; } = [];

    /// <summary>Tools called in this turn.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call that this turn answers, for <see cref="ChatRole.Tool"/>.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>Name of the speaker, where several share a role.</summary>
    public string? Name { get; init; }

    /// <summary>The text parts, joined.</summary>
    public ChatText Text => Content is [TextPart only] ? only.Text : ChatText.Join(Content.OfType<TextPart>().Select(static part => part.Text)) ?? "";
}
