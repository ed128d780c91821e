namespace Providers.Chat;

/// <summary>One piece of a turn: <see cref="TextPart"/>, <see cref="ImagePart"/> or <see cref="OtherPart"/>.</summary>
public abstract record ContentPart;
