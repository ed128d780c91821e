namespace Routing.Features;

/// <summary>What a prompt measures.</summary>
/// <param name="Characters">Units of UTF-16 of all text.</param>
/// <param name="Bytes">Bytes of UTF-8 of the same.</param>
/// <param name="ToolBytes">Bytes of tool definitions and schemas.</param>
/// <param name="Messages">Turns.</param>
/// <param name="Images">Images.</param>
public readonly record struct PromptSizes(int Characters, int Bytes, int ToolBytes, int Messages, int Images);
