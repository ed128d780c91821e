using System.Buffers;
using Providers;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>
/// Writes one streamed answer in a surface's own form. When what it writes goes out is <see cref="StreamRelay"/>'s business, which
/// calls it from one thread at a time.
/// </summary>
internal interface IStreamFraming : IDisposable
{
    /// <summary>Sets the headers that the form wants.</summary>
    void WriteHeaders(HttpResponse response);

    /// <summary>Begins an attempt; what an earlier one has written was never sent.</summary>
    void Begin(Attempt attempt);

    /// <summary>Writes what an event adds, which may be nothing. The event's memory is not kept.</summary>
    void Write(in UpstreamChunk chunk, IBufferWriter<byte> writer);

    /// <summary>Writes what stands behind the last event of an answer that came to its own end.</summary>
    void WriteEnd(IBufferWriter<byte> writer);

    /// <summary>Writes the error that ends a stream which has begun.</summary>
    void WriteError(CallerError error, IBufferWriter<byte> writer);

    /// <summary>Writes what no client minds and keeps everybody from giving up during a long silence.</summary>
    /// <param name="committed">Whether the caller has seen events already.</param>
    /// <param name="writer">Takes the bytes.</param>
    void WriteKeepAlive(bool committed, IBufferWriter<byte> writer);
}
