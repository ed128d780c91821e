namespace Providers.OpenAi;

/// <summary>One member of the root object and where it stands.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Name">Its name, quotes included.</param>
/// <param name="Value">Its value, quotes included.</param>
/// <param name="IsNull">Whether the value is null, which says as much as absence.</param>
internal readonly record struct OpenAiMember(OpenAiKey Key, ByteRange Name, ByteRange Value, bool IsNull);
