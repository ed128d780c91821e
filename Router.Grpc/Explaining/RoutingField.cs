using System.Buffers;

namespace Router.Grpc.Explaining;

/// <summary>
/// Adds the field <c>routing</c> with an explanation to an answer in OpenAI's format. SDKs skip fields they do not know, in answers and in
/// chunks; an event of its own, or a comment with content, would be more than some of them bear.
/// </summary>
internal static class RoutingField
{
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n"u8);

    /// <summary>A JSON object with the field at its end; what is no object stays as it is.</summary>
    public static byte[] AddedTo(ReadOnlySpan<byte> json, ReadOnlySpan<byte> explanation)
    {
        var end = json.LastIndexOf((byte)'}');
        if (end < 0)
        {
            return json.ToArray();
        }

        var last = json[..end].LastIndexOfAnyExcept(Space);
        var first = last >= 0 && json[last] == (byte)'{';
        return [.. json[..end], .. first ? "\"routing\":"u8 : ",\"routing\":"u8, .. explanation, .. json[end..]];
    }
}
