using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// What a provider's status line and header fields say. Read strictly: what two readers might understand in two ways is no answer
/// (RFC 9112, sections 5 and 6).
/// </summary>
internal struct ResponseHead
{
    /// <summary>Most bytes that a head may take.</summary>
    public const int Limit = 64 << 10;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // Control characters but for the tab.
    private static readonly SearchValues<byte> NoValueBytes =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(static value => value != '\t').Select(static value => (byte)value), 127]);

    private bool _isHttp10;
    private bool _saysClose;
    private bool _saysKeepAlive;

    /// <summary>How many bytes it took, the empty line included.</summary>
    public int Length { get; private set; }

    public int Status { get; private set; }

    /// <summary>Whether it announces the real answer to come.</summary>
    public readonly bool IsInterim => Status is >= 100 and < 200;

    /// <summary>Whether no body follows, whatever else it says.</summary>
    public readonly bool IsBodiless => Status is 204 or 304;

    /// <summary>Length of the body; null where it is not told.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether the connection serves another request afterwards.</summary>
    public readonly bool KeepsConnection => !_saysClose && (!_isHttp10 || _saysKeepAlive) && (IsBodiless || IsChunked || ContentLength is not null);

    /// <summary>Where the value stands; empty when the field is not there, as with the others.</summary>
    public Range ContentType { get; private set; }

    public Range ContentEncoding { get; private set; }

    public Range RetryAfter { get; private set; }

    public Range RetryAfterMilliseconds { get; private set; }

    /// <summary>Reads a head as soon as all of it is there.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="head">The head; its ranges count from the beginning of <paramref name="bytes"/>.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="HttpRequestException">It is no head of HTTP/1.1, ambiguous, or too long.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ResponseHead head)
    {
        head = default;
        var begins = "HTTP/1."u8;
        if (!bytes.StartsWith(begins[..Math.Min(bytes.Length, begins.Length)]))
        {
            throw BadAnswer.Head("It does not begin as one.");
        }

        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 ? bytes.Length >= Limit : end + 4 > Limit)
        {
            throw BadAnswer.Head($"It exceeds {Limit} bytes.");
        }

        if (end < 0)
        {
            return false;
        }

        head.Length = end + 4;
        head.ReadLines(bytes[..(end + 2)]);
        return true;
    }

    private void ReadLines(ReadOnlySpan<byte> bytes)
    {
        var at = ReadStatusLine(bytes);
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOf("\r\n"u8);
            ReadField(bytes, at, length);
            at += length + 2;
        }

        if (IsChunked && (ContentLength is not null || _isHttp10))
        {
            throw BadAnswer.Head("Its length is told in two ways.");
        }
    }

    // HTTP/1.1 200 OK
    private int ReadStatusLine(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf("\r\n"u8);
        var line = bytes[..length];
        if (line.Length < 12 || line[7] is not ((byte)'0' or (byte)'1') || line[8] != (byte)' ' || (line.Length > 12 && line[12] != (byte)' ')
            || line.ContainsAny(NoValueBytes)
            || !Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 100)
        {
            throw BadAnswer.Head("Its status line is none.");
        }

        _isHttp10 = line[7] == (byte)'0';
        Status = status;
        return length + 2;
    }

    private void ReadField(ReadOnlySpan<byte> bytes, int start, int length)
    {
        var line = bytes.Slice(start, length);
        var colon = line.IndexOf((byte)':');

        // No name, or a name with a space in it, is also what a line folded in the old way looks like.
        if (colon <= 0 || line[..colon].ContainsAnyExcept(NameBytes) || line[(colon + 1)..].ContainsAny(NoValueBytes))
        {
            throw BadAnswer.Head("One of its fields is none.");
        }

        var (first, last) = (start + colon + 1, start + length);
        while (first < last && bytes[first] is (byte)' ' or (byte)'\t')
        {
            first++;
        }

        while (first < last && bytes[last - 1] is (byte)' ' or (byte)'\t')
        {
            last--;
        }

        Take(line[..colon], bytes[first..last], first..last);
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Range at)
    {
        switch (name.Length)
        {
            case 10 when Is(name, "connection"u8):
                _saysClose |= Lists(value, "close"u8);
                _saysKeepAlive |= Lists(value, "keep-alive"u8);
                break;
            case 11 when Is(name, "retry-after"u8):
                RetryAfter = at;
                break;
            case 12 when Is(name, "content-type"u8):
                ContentType = at;
                break;
            case 14 when Is(name, "retry-after-ms"u8):
                RetryAfterMilliseconds = at;
                break;
            case 14 when Is(name, "content-length"u8):
                TakeLength(value);
                break;
            case 16 when Is(name, "content-encoding"u8):
                ContentEncoding = at;
                break;
            case 17 when Is(name, "transfer-encoding"u8):
                if (IsChunked || !Is(value, "chunked"u8))
                {
                    throw BadAnswer.Head("Its transfer encoding is unknown.");
                }

                IsChunked = true;
                break;
        }
    }

    private void TakeLength(ReadOnlySpan<byte> value)
    {
        if (ContentLength is not null || value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(value, out long length, out _))
        {
            throw BadAnswer.Head("Its content length is none.");
        }

        ContentLength = length;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(text, lower);

    private static bool Lists(ReadOnlySpan<byte> value, ReadOnlySpan<byte> lower)
    {
        foreach (var part in value.Split((byte)','))
        {
            if (Is(value[part].Trim(" \t"u8), lower))
            {
                return true;
            }
        }

        return false;
    }
}
