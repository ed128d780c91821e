namespace Providers.Chat;

/// <summary>A function that the model asks the caller to run.</summary>
/// <param name="Id">Identifies the call within the conversation.</param>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">Arguments as JSON text.</param>
/// <param name="Signature">What the provider wants to see again, byte for byte, when the call is sent back; null for most.</param>
public sealed record ToolCall(string Id, string Name, ChatText Arguments, string? Signature = null);
