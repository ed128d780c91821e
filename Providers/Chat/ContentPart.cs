using System.Text.Json.Serialization;

namespace Providers.Chat;

/// <summary>One piece of a turn: <see cref="TextPart"/>, <see cref="ImagePart"/> or <see cref="OtherPart"/>.</summary>
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(ImagePart), "image")]
[JsonDerivedType(typeof(OtherPart), "other")]
public abstract record ContentPart;
