using System.Collections.Immutable;

namespace Providers.Chat;

/// <summary>One conversation to be continued, free of any wire format.</summary>
public sealed record Conversation
{
    /// <summary>The turns so far, oldest first; at least one.</summary>
    public required ImmutableArray<ChatMessage> Messages { get; init; }

    /// <summary>Tools the model may call.</summary>
    public ImmutableArray<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Which tool must be called; null leaves it to the model.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>How the answer is sampled and bounded.</summary>
    public SamplingParameters Parameters { get; init; } = new();

    /// <summary>Shape of the answer; null for free text.</summary>
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Request fields of the caller's format that have no place here.</summary>
    public ImmutableArray<string> UnknownFields { get; init; } = [];

    /// <summary>The same for formats in which somebody must speak: instructions that stand alone become what the user says.</summary>
    internal Conversation WithSpeaker() => Messages.Any(static message => message.Role is not (ChatRole.System or ChatRole.Developer))
        ? this
        : this with { Messages = [.. Messages.Select(static message => message with { Role = ChatRole.User })] };
}
