using System.Text.Json;
using Providers.Streams;

namespace Router.Grpc.Caching;

/// <summary>A provider's answer as it came over the wire, so that replaying it is to read it once more.</summary>
/// <param name="Body">The bytes, decompressed.</param>
/// <param name="MediaType">What the provider said they are; null when it did not say.</param>
/// <param name="Dropped">Fields of the request that its provider never saw.</param>
/// <param name="Expires">Until when it is good.</param>
internal sealed record CachedAnswer(KeptBytes Body, string? MediaType, IReadOnlyList<string> Dropped, DateTimeOffset Expires)
{
    private const byte EndOfHead = (byte)'\n';

    /// <summary>What it takes in memory, near enough.</summary>
    public int Size => Body.Length + 512;

    /// <summary>The answer as if it had just come.</summary>
    public HttpResponseMessage ToResponse() => new() { Content = new ReceivedContent(Body.Open(), Body.Length, MediaType) };

    /// <summary>The answer for a shared store: a line of JSON, then the body.</summary>
    public byte[] ToBytes()
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(new Head(MediaType, Dropped, Expires.ToUnixTimeMilliseconds()));
        var bytes = new byte[head.Length + 1 + Body.Length];
        head.CopyTo(bytes, 0);
        bytes[head.Length] = EndOfHead;
        Body.CopyTo(bytes.AsSpan(head.Length + 1));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <returns>Null when it was something else.</returns>
    public static CachedAnswer? From(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf(EndOfHead);
        if (end < 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Head>(bytes.Span[..end]) is { Dropped: not null } head
                ? new(new KeptBytes(bytes.Span[(end + 1)..]), head.MediaType, head.Dropped, DateTimeOffset.FromUnixTimeMilliseconds(head.Expires))
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private sealed record Head(string? MediaType, IReadOnlyList<string> Dropped, long Expires);
}
