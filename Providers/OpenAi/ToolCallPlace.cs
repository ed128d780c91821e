namespace Providers.OpenAi;

/// <summary>Where in a body something of a tool call stands that another provider may not take.</summary>
/// <param name="Range">An id with its quotes, or the member of a signature with one of its commas.</param>
/// <param name="IsId">Whether it is an id.</param>
internal readonly record struct ToolCallPlace(ByteRange Range, bool IsId);
