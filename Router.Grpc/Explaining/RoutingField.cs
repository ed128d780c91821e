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
    public static byte[] AddedTo(ReadOnlySpan<byte> json, ReadOnlySpan<byte> explanation) =>
        Place(json, out var name) is { } end ? [.. json[..end], .. name, .. explanation, .. json[end..]] : json.ToArray();

    /// <summary>The same in pieces, so that nothing is copied.</summary>
    public static ReadOnlyMemory<byte>[] Within(ReadOnlyMemory<byte> json, byte[] explanation) =>
        Place(json.Span, out var name) is { } end ? [json[..end], name.ToArray(), explanation, json[end..]] : [json];

    // Null where there is none.
    private static int? Place(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> name)
    {
        name = ",\"routing\":"u8;
        var end = json.LastIndexOf((byte)'}');
        if (end < 0)
        {
            return null;
        }

        var last = json[..end].LastIndexOfAnyExcept(Space);
        if (last >= 0 && json[last] == (byte)'{')
        {
            name = name[1..];
        }

        return end;
    }
}
