namespace Providers.Chat;

/// <summary>The beginning or continuation of a tool call in a stream.</summary>
/// <param name="Index">Position among the calls of the turn, from 0.</param>
/// <param name="Id">Identifies the call; only in the first fragment.</param>
/// <param name="Name">Name of the tool; only in the first fragment.</param>
/// <param name="Arguments">Next piece of the arguments' JSON text.</param>
/// <param name="Signature">What the provider wants to see again when the call is sent back; null for most.</param>
public sealed record ToolCallDelta(int Index, string? Id, string? Name, string Arguments, string? Signature = null);
