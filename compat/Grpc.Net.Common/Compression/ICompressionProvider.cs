using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Stands in for <c>Grpc.Net.Compression.ICompressionProvider</c>.</summary>
public interface ICompressionProvider
{
    /// <summary>Stands in for <c>EncodingName</c>: what stands in <c>grpc-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>Stands in for <c>CreateCompressionStream</c>; closing it leaves <paramref name="stream"/> open.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>Stands in for <c>CreateDecompressionStream</c>.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
