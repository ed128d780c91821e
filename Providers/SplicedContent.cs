using System.Net;
using System.Net.Http.Headers;
using Providers.Streams;

namespace Providers;

/// <summary>A JSON body sent from the pieces it is made of, the caller's own bytes among them, without a copy.</summary>
public sealed class SplicedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _segments;
    private readonly long _length;
    private readonly WholeBody _own;

    /// <summary>A body of these pieces.</summary>
    public SplicedContent(IReadOnlyList<ReadOnlyMemory<byte>> segments)
        : this(segments, isNamed: true)
    {
    }

    /// <summary>A body that was written for it, and is given back with it.</summary>
    internal SplicedContent(WholeBody body)
        : this([body.Bytes])
    {
        _own = body;
    }

    // Its name takes a collection of header fields, for which a SharedHeadRequest waits until somebody reads them.
    internal SplicedContent(IReadOnlyList<ReadOnlyMemory<byte>> segments, bool isNamed)
    {
        ArgumentNullException.ThrowIfNull(segments);
        _segments = segments;
        for (var index = 0; index < segments.Count; index++)
        {
            _length += segments[index].Length;
        }

        if (isNamed)
        {
            WriteType();
        }
    }

    /// <summary>Whether there was a connection to send it over.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether a transport has taken all of it, and does not look at it again.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Fields of the caller's request that it leaves out.</summary>
    internal IReadOnlyList<string> Dropped { get; set; } = [];

    /// <summary>Its length in bytes.</summary>
    public long Length => _length;

    /// <summary>The pieces, for a transport that has a connection to send them over.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Begin()
    {
        HasBegun = true;
        IsTaken = false;
        return _segments;
    }

    /// <summary>The transport has sent all pieces.</summary>
    public void End() => IsTaken = true;

    /// <summary>Gives back a body that is not to be sent after all.</summary>
    internal void Abandon() => _own.GiveBack();

    internal void WriteType() => Headers.ContentType = Json;

    /// <summary>The pieces as one.</summary>
    internal ReadOnlyMemory<byte> Join()
    {
        if (_segments.Count == 1)
        {
            return _segments[0];
        }

        var joined = new byte[_length];
        CopyTo(joined);
        return joined;
    }

    /// <summary>The same in an array of the pool, the receiver's to give back.</summary>
    internal WholeBody JoinPooled()
    {
        var joined = BodyPool.Rent((int)_length);
        CopyTo(joined);
        return new(joined.AsMemory(0, (int)_length), joined);
    }

    private void CopyTo(byte[] joined)
    {
        var at = 0;
        foreach (var segment in _segments)
        {
            segment.Span.CopyTo(joined.AsSpan(at));
            at += segment.Length;
        }
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var segment in Begin())
        {
            await stream.WriteAsync(segment, cancellationToken);
        }

        End();
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // What a transport was cut off from it may look at for a while: that is the collector's.
        if (disposing && IsTaken)
        {
            IsTaken = false;
            _own.GiveBack();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
