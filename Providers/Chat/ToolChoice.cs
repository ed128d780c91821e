namespace Providers.Chat;

/// <summary>Which tool the model must call.</summary>
/// <param name="Mode">The rule.</param>
/// <param name="Name">The tool, for <see cref="ToolChoiceMode.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, string? Name = null);
