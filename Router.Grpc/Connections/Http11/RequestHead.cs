using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Router.Grpc.Connections.Http11;

/// <summary>Writes request line and header fields.</summary>
internal ref struct RequestHead
{
    private static readonly SearchValues<char> NoValueCharacters = SearchValues.Create("\0\r\n");

    private readonly Span<byte> _destination;
    private int _written;
    private bool _overflows;

    private RequestHead(Span<byte> destination) => _destination = destination;

    /// <summary>Writes the head of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="length">Length of its JSON; null when it has no body.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="written">How many they are.</param>
    /// <returns>False when they do not fit.</returns>
    /// <exception cref="HttpRequestException">A header field cannot be sent as it is.</exception>
    public static bool TryWrite(HttpRequestMessage request, Route route, long? length, Span<byte> destination, out int written)
    {
        var head = new RequestHead(destination);
        if (route.Beginning is { } beginning)
        {
            head.Add(beginning);
        }
        else
        {
            head.AddFields(request, route);
        }

        head.AddLength(request, length);
        head.Add("\r\n"u8);
        written = head._written;
        return !head._overflows;
    }

    /// <summary>Request line and header fields, as far as they do not depend on the body.</summary>
    /// <exception cref="HttpRequestException">A header field cannot be sent as it is.</exception>
    public static byte[] Beginning(HttpRequestMessage request, Route route)
    {
        for (var size = 1024; ; size *= 2)
        {
            var head = new RequestHead(new byte[size]);
            head.AddFields(request, route);
            if (!head._overflows)
            {
                return head._destination[..head._written].ToArray();
            }
        }
    }

    private void AddFields(HttpRequestMessage request, Route route)
    {
        Add(request.Method.Method);
        Add(route.Target);
        if (request.Headers.Host is null)
        {
            Add(route.Host);
        }

        foreach (var (name, values) in request.Headers.NonValidated)
        {
            Add(name);
            Add(": "u8);
            Add(values.ToString());
            Add("\r\n"u8);
        }
    }

    private void AddLength(HttpRequestMessage request, long? length)
    {
        if (length is { } known)
        {
            Add("Content-Type: application/json\r\nContent-Length: "u8);
            Add(known);
            Add("\r\n"u8);
        }
        else if (request.Method != HttpMethod.Get)
        {
            Add("Content-Length: 0\r\n"u8);
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TryCopyTo(_destination[_written..]))
        {
            _written += bytes.Length;
        }
        else
        {
            _overflows = true;
        }
    }

    private void Add(long number)
    {
        _overflows |= !Utf8Formatter.TryFormat(number, _destination[_written..], out var digits);
        _written += digits;
    }

    private void Add(string text)
    {
        if (text.AsSpan().ContainsAny(NoValueCharacters))
        {
            throw new HttpRequestException("A header field for the provider has a line break in it.");
        }

        switch (Ascii.FromUtf16(text, _destination[_written..], out var length))
        {
            case OperationStatus.InvalidData:
                throw new HttpRequestException("A header field for the provider has characters other than ASCII.");
            case OperationStatus.DestinationTooSmall:
                _overflows = true;
                break;
        }

        _written += length;
    }
}
