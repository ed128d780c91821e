using System.Net;
using System.Net.Http.Headers;

namespace Providers.OpenAi;

/// <summary>A JSON body sent from the pieces it is made of, the caller's own bytes among them, without a copy.</summary>
internal sealed class SplicedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly List<ReadOnlyMemory<byte>> _segments;
    private readonly long _length;

    public SplicedContent(List<ReadOnlyMemory<byte>> segments)
    {
        _segments = segments;
        foreach (var segment in segments)
        {
            _length += segment.Length;
        }

        Headers.ContentType = Json;
    }

    /// <summary>Whether there was a connection to send it over.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The pieces as one.</summary>
    public ReadOnlyMemory<byte> Join()
    {
        if (_segments.Count == 1)
        {
            return _segments[0];
        }

        var joined = new byte[_length];
        var at = 0;
        foreach (var segment in _segments)
        {
            segment.Span.CopyTo(joined.AsSpan(at));
            at += segment.Length;
        }

        return joined;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        foreach (var segment in _segments)
        {
            await stream.WriteAsync(segment, cancellationToken);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
