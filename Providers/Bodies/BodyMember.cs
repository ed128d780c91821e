using Providers.OpenAi;

namespace Providers.Bodies;

/// <summary>One member of an object and where it stands.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="Key">Where the name stands, quotes included.</param>
/// <param name="Value">Where the value stands, quotes included.</param>
/// <param name="IsNull">Whether the value is null, which says as much as absence.</param>
internal readonly record struct BodyMember(string Name, ByteRange Key, ByteRange Value, bool IsNull);
