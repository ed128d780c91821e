namespace Providers.Chat;

/// <summary>Plain text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextPart(ChatText Text) : ContentPart;
