namespace Providers.Chat;

/// <summary>A piece that only its own format can say, such as audio.</summary>
/// <param name="Kind">What the format calls it: <c>input_audio</c>, <c>file</c>, …</param>
public sealed record OtherPart(string Kind) : ContentPart;
