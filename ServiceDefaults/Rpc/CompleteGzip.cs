using System.IO.Compression;
using Grpc.Net.Compression;

namespace ServiceDefaults.Rpc;

/// <summary>
/// Gzip as clients outside .NET expect it. <see cref="GZipStream"/> writes nothing at all for an empty message, and no
/// bytes are no gzip: grpc-js ends the process over them.
/// </summary>
internal sealed class CompleteGzip : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new CompleteGzipStream(stream, compressionLevel ?? CompressionLevel.Fastest);

    public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress);
}
